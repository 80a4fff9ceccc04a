import { Button, List, Text } from '@mantine/core';
import { IconEyeOff, IconFilterOff, IconShieldCheck } from '@tabler/icons-react';
import { Message } from '@/components/Message';
import { useCameras } from '@/hooks/useCameras';
import { useLocale } from '@/hooks/useLocale';
import { useZone } from '@/hooks/useMe';
import { useNow } from '@/hooks/useNow';
import { isJudging } from '@/lib/sight';
import { shortTime } from '@/lib/zonedTime';

/** Zero is a claim and needs its denominator: who was watching, since when, and who was not. */
export function NoViolations({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const { t, locale } = useLocale();
  const zone = useZone();
  const now = useNow(60_000);
  const cameras = useCameras().data ?? [];
  const watching = cameras.filter(isJudging);
  const blind = cameras.filter((camera) => camera.mode === 'detect' && !isJudging(camera)).map(({ name }) => name);

  if (filtered) {
    return (
      <Message tone="neutral" icon={IconFilterOff} title={t('violations.none_filtered')} text={t('violations.none_filtered_hint')}>
        <Button variant="default" onClick={onClear}>
          {t('violations.clear')}
        </Button>
      </Message>
    );
  }
  const title = t('violations.none');
  if (watching.length === 0) return <Message tone="doubt" icon={IconEyeOff} title={title} text={t('violations.none_unwatched')} />;
  return (
    <Message tone="neutral" icon={IconShieldCheck} title={title} text={t('violations.none_watched')}>
      <List listStyleType="none" spacing={4}>
        {watching.map(({ id, name, state_since: since }) => (
          <List.Item key={id}>
            <b>{name}</b> {since !== null && t('violations.since', { time: shortTime(since, zone, locale, now) })}
          </List.Item>
        ))}
      </List>
      {blind.length > 0 && <Text c="dimmed">{t('violations.none_blind', { names: blind.join(', ') })}</Text>}
    </Message>
  );
}
