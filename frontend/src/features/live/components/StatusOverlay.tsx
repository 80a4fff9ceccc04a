import { Text } from '@mantine/core';
import type { LiveStatus } from '@/entities/camera/liveStatus';
import { appearanceOf } from '@/entities/camera/statusAppearance';
import { useModeSentence } from '@/entities/camera/useModeSentence';
import { useReason } from '@/entities/camera/useReason';
import { useLocale, type Translate } from '@/lib/i18n/useLocale';
import type { Camera } from '@/types/api';
import classes from './Live.module.css';

/** Over a missing or old picture: the status, its age, the reason and what helps. */
export function StatusOverlay({ camera, status }: { camera: Camera; status: LiveStatus }) {
  const { t } = useLocale();
  const reasonText = useReason();
  const modeSentence = useModeSentence();
  if (status.kind === 'live') return null;
  const { tone, icon: Icon } = appearanceOf(status.kind, camera.judging);
  const reason =
    camera.reason && ['blind', 'failed', 'down', 'unknown'].includes(status.kind) ? reasonText(camera.reason) : null;

  return (
    <div className={classes.overlay} data-tone={tone}>
      <Icon size={28} stroke={1.6} aria-hidden />
      <Text fw={650} size="sm">
        {t(`status.${status.kind}`)}
      </Text>
      {status.ageSeconds !== null && (
        <Text size="sm">{t('live.last_picture', { age: ageText(status.ageSeconds, t) })}</Text>
      )}
      {reason && (
        <>
          <Text size="sm">{reason.message}</Text>
          <Text size="xs" className={classes.hint}>
            {reason.hint || t('status.tried_again')}
          </Text>
        </>
      )}
      {!reason && hasHint(status.kind) && (
        <Text size="xs" className={classes.hint}>
          {offBy(camera) ? modeSentence(camera) : t(`status.${status.kind}_hint`)}
        </Text>
      )}
    </div>
  );
}

const HINTED = ['lost', 'off', 'starting', 'connecting'] as const;
const hasHint = (kind: string): kind is (typeof HINTED)[number] => (HINTED as readonly string[]).includes(kind);

export function ageText(seconds: number, t: Translate): string {
  if (seconds < 90) return t('age.seconds', { n: seconds });
  if (seconds < 5400) return t('age.minutes', { n: Math.round(seconds / 60) });
  return t('age.hours', { n: Math.round(seconds / 3600) });
}

/** Off by schedule or override, not because the camera is switched off. */
const offBy = ({ state, mode_now: mode, mode_why: { why } }: Camera): boolean =>
  state === 'off' && mode === 'off' && why !== 'disabled';
