import { Button, List, Skeleton, Text } from '@mantine/core';
import { IconEyeOff, IconFilterOff, IconHelpCircle, IconShieldCheck } from '@tabler/icons-react';
import { Message } from '@/components/Message';
import { useCameras } from '@/entities/camera/api/listCameras';
import { useCompanyCoverage } from '@/entities/coverage/api/getCompanyCoverage';
import { BlindReasons } from '@/entities/coverage/BlindReasons';
import { CoverageSentence } from '@/entities/coverage/CoverageSentence';
import { ITEMS } from '@/entities/item/items';
import { UnsupportedItems } from '@/entities/model/UnsupportedItems';
import { useUnsupportedItems } from '@/entities/model/useUnsupportedItems';
import { useZone } from '@/entities/site/zone';
import type { Filters } from '@/entities/violation/filters';
import { useLocale } from '@/lib/i18n/useLocale';
import { useNow } from '@/lib/time/useNow';
import { shortTime } from '@/lib/time/zonedTime';

/** Zero needs its denominator: which cameras observed, for which items, since when, for how long, and which did not and why. */
export function NoViolations({ filters, onClear }: { filters: Filters; onClear: () => void }) {
  const { t, locale } = useLocale();
  const zone = useZone();
  const now = useNow(60_000);
  const { unsupported, isPending, isUnknown } = useUnsupportedItems(filters.item);
  const coverage = useCompanyCoverage(filters).data;
  const cameras = (useCameras().data ?? []).filter(({ id }) => filters.cameraId === null || id === filters.cameraId);
  const watching = cameras.filter(({ judging }) => judging === 'full');
  const blind = cameras
    .filter((camera) => camera.judging === 'partial' || camera.judging === 'none')
    .map(({ name }) => name);
  const reasons = coverage && coverage.by_reason.length > 0 ? <BlindReasons reasons={coverage.by_reason} /> : null;
  const unsupportedItems = <UnsupportedItems items={unsupported} unknown={isUnknown} />;
  const tone = isUnknown ? 'warning' : 'neutral';
  const clear = Object.values(filters).some((value) => value !== null) && (
    <Button variant="default" onClick={onClear}>
      {t('violations.clear')}
    </Button>
  );

  if (isPending)
    return <Skeleton height={220} maw={520} mx="auto" my="xl" role="status" aria-label={t('common.loading')} />;
  if (unsupported.length > 0 && unsupported.length === (filters.item === null ? ITEMS.length : 1)) {
    return (
      <Message tone="warning" icon={IconEyeOff} title={t('violations.none')} text={t('violations.none_unjudged')}>
        {unsupportedItems}
        {clear}
      </Message>
    );
  }
  if (coverage ? coverage.watched_seconds < 1 : watching.length === 0) {
    return (
      <Message
        tone="warning"
        icon={IconEyeOff}
        title={t('violations.none')}
        text={t(coverage ? 'violations.none_in_blind_time' : 'violations.none_unwatched')}
      >
        {reasons}
        {clear}
      </Message>
    );
  }
  if (clear !== false) {
    return (
      <Message
        tone={tone}
        icon={isUnknown ? IconHelpCircle : IconFilterOff}
        title={t('violations.none_filtered')}
        text={t('violations.none_filtered_hint')}
      >
        {coverage && <CoverageSentence coverage={coverage} cameras={coverage.cameras.length} />}
        {unsupportedItems}
        {reasons}
        {clear}
      </Message>
    );
  }
  return (
    <Message
      tone={tone}
      icon={isUnknown ? IconHelpCircle : IconShieldCheck}
      title={t('violations.none')}
      text={t('violations.none_watched')}
    >
      <List listStyleType="none" spacing={4}>
        {watching.map(({ id, name, state_since: since }) => (
          <List.Item key={id}>
            <b>{name}</b> {since !== null && t('violations.since', { time: shortTime(since, zone, locale, now) })}
          </List.Item>
        ))}
      </List>
      {blind.length > 0 && <Text c="dimmed">{t('violations.none_blind', { names: blind.join(', ') })}</Text>}
      {coverage && <CoverageSentence coverage={coverage} cameras={coverage.cameras.length} />}
      {unsupportedItems}
      {reasons}
    </Message>
  );
}
