import { Alert, Button, Group, Modal, Radio, Stack, Text } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import { useState } from 'react';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useModeSentence } from '@/entities/camera/useModeSentence';
import { MODES } from '@/entities/schedule/modes';
import { useSiteZone } from '@/entities/site/zone';
import { useNextChange } from '@/features/cameras/hooks/useNextChange';
import { useOverride } from '@/features/cameras/hooks/useOverride';
import { DURATIONS, endOf, type Duration } from '@/features/cameras/lib/overrideDuration';
import { useLocale } from '@/lib/i18n/useLocale';
import { useNow } from '@/lib/time/useNow';
import { comingTime } from '@/lib/time/zonedTime';
import type { Camera, ScheduleMode } from '@/types/api';

interface Props {
  camera: Camera;
  opened: boolean;
  onClose: () => void;
}

/** Override a camera's mode for a while. */
export function OverrideDialog({ camera, opened, onClose }: Props) {
  const { t } = useLocale();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={<Text fw={650}>{t('override.title', { name: camera.name })}</Text>}
      closeButtonProps={{ 'aria-label': t('common.close'), size: 44 }}
    >
      <ModeForm camera={camera} onDone={onClose} />
    </Modal>
  );
}

function ModeForm({ camera, onDone }: { camera: Camera; onDone: () => void }) {
  const { t, locale } = useLocale();
  const now = useNow(10_000);
  const zone = useSiteZone()(camera.site_id);
  const change = useNextChange(camera, now);
  const [mode, setMode] = useState<ScheduleMode>(camera.mode_now === 'detect' ? 'stream' : 'detect');
  const [duration, setDuration] = useState<Duration>('h1');
  const { start, problem, pending } = useOverride(camera);
  const ends = (one: Duration) => {
    const until = endOf(one, now, change);
    return until === null ? undefined : t('override.until', { time: comingTime(until, zone, locale, now) });
  };
  const known = DURATIONS.filter((one) => one !== 'change' || change !== null);
  const picked = known.includes(duration) ? duration : 'h1';
  const submit = () => start({ mode, until: endOf(picked, Date.now(), change) }, onDone);

  return (
    <Stack gap="lg">
      <Running camera={camera} onDone={onDone} />
      {!camera.enabled && <Alert color="yellow">{t('override.disabled')}</Alert>}
      <Radio.Group label={t('override.mode')} value={mode} onChange={(value) => setMode(value)}>
        <Stack gap="sm" mt="xs">
          {MODES.map((one) => (
            <Radio
              key={one}
              size="md"
              value={one}
              label={t(`override.${one}`)}
              description={one === 'detect' ? t('mode.detect_does') : undefined}
            />
          ))}
        </Stack>
      </Radio.Group>
      <Radio.Group label={t('override.for')} value={picked} onChange={(value) => setDuration(value)}>
        <Stack gap="sm" mt="xs">
          {known.map((one) => (
            <Radio key={one} size="md" value={one} label={t(`override.${one}`)} description={ends(one)} />
          ))}
        </Stack>
      </Radio.Group>
      {mode === 'off' && picked === 'open' && <Text size="sm">{t('override.off_open')}</Text>}
      {problem !== null && <ProblemAlert error={problem} />}
      <Group justify="flex-end">
        <Button variant="subtle" color="gray" size="md" onClick={onDone}>
          {t('common.cancel')}
        </Button>
        <Button size="md" disabled={!camera.enabled} loading={pending} onClick={submit}>
          {t('override.set')}
        </Button>
      </Group>
    </Stack>
  );
}

/** The override in force, and a button to end it. */
function Running({ camera, onDone }: { camera: Camera; onDone: () => void }) {
  const { t } = useLocale();
  const sentence = useModeSentence()(camera);
  const { end, pending } = useOverride(camera);
  if (camera.override === null) return null;
  return (
    <Alert color="gray" icon={<IconHandStop />} title={t('override.running')}>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{sentence}</Text>
        <Button variant="default" size="md" flex="none" loading={pending} onClick={() => end(onDone)}>
          {t('override.end')}
        </Button>
      </Group>
    </Alert>
  );
}
