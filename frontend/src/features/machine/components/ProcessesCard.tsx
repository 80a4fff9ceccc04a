import { Text } from '@mantine/core';
import { IconCircleCheckFilled, IconPlugConnectedX } from '@tabler/icons-react';
import { Chip } from '@/components/Chip';
import { ResponsiveTable } from '@/components/ResponsiveTable';
import { TimeAgo } from '@/entities/site/TimeAgo';
import { formatBytes } from '@/lib/bytes';
import { useLocale } from '@/lib/i18n/useLocale';
import type { ProcessState } from '@/types/api';
import { SystemCard } from './SystemCard';

/** Processes: state, start, restarts, memory and CPU. */
export function ProcessesCard() {
  const { t } = useLocale();
  return (
    <SystemCard title={t('machine.processes')}>
      {({ processes }) =>
        processes === null ? <Text>{t('machine.redis_away')}</Text> : <Processes processes={processes} />
      }
    </SystemCard>
  );
}

function Processes({ processes }: { processes: ProcessState[] }) {
  const { t, locale } = useLocale();
  if (processes.length === 0) return <Text>{t('machine.no_processes')}</Text>;
  const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const heads = [
    t('machine.process'),
    t('cameras.state'),
    t('machine.started'),
    t('machine.restarts'),
    t('machine.memory'),
    t('machine.cpu'),
  ];
  const rows = processes.map((process) => ({
    key: process.name,
    cells: [
      process.name,
      <Chip
        key="state"
        tone={process.running ? 'good' : 'bad'}
        icon={process.running ? IconCircleCheckFilled : IconPlugConnectedX}
      >
        {t(process.running ? 'machine.running' : 'machine.silent')}
      </Chip>,
      process.started_at === null ? '–' : <TimeAgo key="started" at={process.started_at} size="sm" />,
      restartsText(process, t('machine.in_last_hour', { n: process.restarts_last_hour })),
      process.memory_bytes === null ? '–' : formatBytes(process.memory_bytes, locale),
      process.cpu_share === null ? '–' : share.format(process.cpu_share),
    ],
  }));
  return <ResponsiveTable label={t('machine.processes')} heads={heads} rows={rows} />;
}

/** "3 (2 in the last hour)"; the hour only if there were any in it. */
export const restartsText = (
  { restarts, restarts_last_hour: recent }: Pick<ProcessState, 'restarts' | 'restarts_last_hour'>,
  inHour: string,
) => (recent > 0 ? `${restarts} (${inHour})` : String(restarts));
