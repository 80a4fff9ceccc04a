import { VisuallyHidden } from '@mantine/core';
import {
  IconCircleCheckFilled,
  IconClockPause,
  IconEyeOff,
  IconHourglassHigh,
  IconPlugConnectedX,
  IconPower,
  IconVideoOff,
  type TablerIcon,
} from '@tabler/icons-react';
import { Link } from 'react-router';
import { Chip, type Tone } from '@/components/Chip';
import { useCameras } from '@/entities/camera/api/listCameras';
import { countStatuses, type StatusCount } from '@/entities/camera/liveStatus';
import { useLive } from '@/entities/live/LiveContext';
import { useLocale } from '@/lib/i18n/useLocale';
import classes from './Shell.module.css';

const STATUSES: { kind: keyof StatusCount; tone: Tone; icon: TablerIcon }[] = [
  { kind: 'live', tone: 'good', icon: IconCircleCheckFilled },
  { kind: 'partial', tone: 'warning', icon: IconHourglassHigh },
  { kind: 'unchecked', tone: 'bad', icon: IconEyeOff },
  { kind: 'stale', tone: 'warning', icon: IconClockPause },
  { kind: 'blind', tone: 'bad', icon: IconVideoOff },
  { kind: 'off', tone: 'unknown', icon: IconPower },
];

/** "11 live · 1 stale · 2 off": the first thing that an officer checks. */
export function StatusSummary() {
  const { t } = useLocale();
  const { status } = useLive();
  const cameras = useCameras();

  if (status === 'lost') {
    return (
      <span className={classes.status} role="status">
        <Chip tone="warning" icon={IconPlugConnectedX}>
          {t('shell.lost')}
        </Chip>
      </span>
    );
  }
  if (cameras.isError)
    return (
      <Chip tone="bad" icon={IconVideoOff}>
        {t('shell.status_unknown')}
      </Chip>
    );
  if (cameras.data === undefined || status === 'connecting') return <Chip tone="unknown">{t('shell.connecting')}</Chip>;
  if (cameras.data.length === 0) return <Chip tone="unknown">{t('shell.no_cameras')}</Chip>;

  const count = countStatuses(cameras.data);
  return (
    <Link to="/cameras" className={classes.status}>
      <VisuallyHidden>{t('shell.status')}:</VisuallyHidden>{' '}
      {STATUSES.filter(({ kind }) => count[kind] > 0).map(({ kind, tone, icon }) => (
        <Chip key={kind} tone={tone} icon={icon}>
          <span className={classes.words}>{t(`shell.${kind}`, { n: count[kind] })}</span>
          <span className={classes.number} aria-hidden>
            {count[kind]}
          </span>
        </Chip>
      ))}
    </Link>
  );
}
