import { Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheckFilled, IconHelpCircle } from '@tabler/icons-react';
import { Chip } from '@/components/Chip';
import { ResponsiveTable } from '@/components/ResponsiveTable';
import { useLocale } from '@/lib/i18n/useLocale';
import type { CameraConnection, QualityCode } from '@/types/api';
import { restartsText } from './ProcessesCard';
import { SystemCard } from './SystemCard';

const TONES = { good: 'good', fair: 'warning', poor: 'warning', bad: 'bad' } as const;

/** Connection quality of each camera with its reasons, and counts of its pictures. */
export function ConnectionsCard() {
  const { t } = useLocale();
  return (
    <SystemCard title={t('machine.connections')}>
      {({ cameras }) =>
        cameras.length === 0 ? <Text>{t('machine.no_cameras')}</Text> : <Connections cameras={cameras} />
      }
    </SystemCard>
  );
}

function Connections({ cameras }: { cameras: CameraConnection[] }) {
  const { t, locale } = useLocale();
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const count = (value: number | null) => (value === null ? '–' : number.format(value));
  const seconds = (value: number | null) => (value === null ? '–' : t('machine.seconds', { n: number.format(value) }));
  const heads = [
    t('violations.camera'),
    t('machine.connection'),
    t('machine.arrived'),
    t('machine.judged'),
    t('machine.quiet'),
    t('system.dropped'),
    t('machine.lag'),
    t('machine.restarts'),
  ];
  const rows = cameras.map((camera) => ({
    key: camera.id,
    cells: [
      camera.name,
      <Quality key="quality" quality={camera.quality} />,
      count(camera.frames_received),
      count(camera.frames_judged),
      count(camera.frames_quiet),
      count(camera.frames_dropped),
      seconds(camera.lag_p95_seconds),
      camera.restarts === null
        ? '–'
        : restartsText(
            { restarts: camera.restarts, restarts_last_hour: camera.restarts_last_hour ?? 0 },
            t('machine.in_last_hour', { n: camera.restarts_last_hour ?? 0 }),
          ),
    ],
  }));
  return <ResponsiveTable label={t('machine.connections')} heads={heads} rows={rows} />;
}

function Quality({ quality }: { quality: CameraConnection['quality'] }) {
  const { t, locale } = useLocale();
  if (quality === null) {
    return (
      <Chip tone="unknown" icon={IconHelpCircle}>
        {t('machine.quality_unknown')}
      </Chip>
    );
  }
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const formatted = (code: QualityCode, n: number) => {
    if (code === 'reconnects' || code === 'decode_errors') return n; // a number, because the text has a singular and a plural
    return number.format(code === 'jitter' ? n * 100 : n);
  };
  return (
    <div>
      <Chip tone={TONES[quality.word]} icon={quality.word === 'good' ? IconCircleCheckFilled : IconAlertTriangle}>
        {t(`machine.quality_${quality.word}`)}
      </Chip>
      {quality.reasons.map(({ code, number: n }) => (
        <small key={code}>{t(`machine.why_${code}`, { n: formatted(code, n) })}</small>
      ))}
    </div>
  );
}
