import { IconAlertTriangle } from '@tabler/icons-react';
import { Chip } from '@/components/Chip';
import { FactList, type Fact } from '@/components/FactList';
import { useLive } from '@/entities/live/LiveContext';
import { formatBytes } from '@/lib/bytes';
import { useLocale } from '@/lib/i18n/useLocale';
import type { SystemStatus } from '@/types/api';
import { SystemCard } from './SystemCard';

const MOST_CLOCK_OFFSET_SECONDS = 2;

/** Events waiting for the database, clocks, and versions. */
export function QueueCard() {
  const { t } = useLocale();
  return <SystemCard title={t('machine.queue')}>{(system) => <Facts system={system} />}</SystemCard>;
}

function Facts({ system: { queue, redis, versions, cameras, dead_letters: dead } }: { system: SystemStatus }) {
  const { t, locale } = useLocale();
  const { status, transport } = useLive();
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const unknown = t('machine.not_known');
  const inJournals = cameras.some((camera) => camera.journal_waiting !== null)
    ? number.format(cameras.reduce((sum, camera) => sum + (camera.journal_waiting ?? 0), 0))
    : unknown;
  const facts: Fact[] = [
    [t('machine.backlog'), queue === null ? unknown : number.format(queue.backlog)],
    [t('machine.oldest'), oldest(queue, unknown, (n) => t('machine.seconds', { n: number.format(n) }))],
    [t('machine.journals'), inJournals],
    [t('machine.dead'), dead === null ? unknown : number.format(dead)],
    [t('machine.clock'), redis === null ? unknown : <Clock key="clock" offset={redis.clock_offset_seconds} />],
    [t('machine.transport'), status === 'connected' && transport ? t(`machine.transport_${transport}`) : unknown],
    ['Mandor', versions.mandor],
    ['Python', versions.python],
    [t('machine.database'), versions.database ?? unknown],
    ['Redis', redis === null ? unknown : `${versions.redis ?? ''}, ${formatBytes(redis.memory_bytes, locale)}`],
    ['PM2', versions.pm2 ?? unknown],
  ];
  return <FactList facts={facts} />;
}

function oldest(queue: SystemStatus['queue'], unknown: string, format: (seconds: number) => string): string {
  if (queue === null) return unknown;
  return queue.oldest_seconds === null ? '–' : format(queue.oldest_seconds);
}

function Clock({ offset }: { offset: number }) {
  const { t, locale } = useLocale();
  const n = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(Math.abs(offset));
  if (Math.abs(offset) <= MOST_CLOCK_OFFSET_SECONDS) return t('machine.clock_right');
  return (
    <Chip tone="bad" icon={IconAlertTriangle}>
      {t('machine.clock_wrong', { n })}
    </Chip>
  );
}
