import { Text } from '@mantine/core';
import type { LiveStatus } from '@/entities/camera/liveStatus';
import { statusAppearance } from '@/entities/camera/statusAppearance';
import { useModeSentence } from '@/entities/camera/useModeSentence';
import { useReason } from '@/entities/camera/useReason';
import { useLocale, type Translate } from '@/lib/i18n/useLocale';
import type { Camera } from '@/types/api';
import classes from './Live.module.css';

/** Over the picture, when there is none or it is old: what is the matter, since when, and what helps. */
export function StatusOverlay({ camera, sight }: { camera: Camera; sight: LiveStatus }) {
  const { t } = useLocale();
  const inWords = useReason();
  const modeTold = useModeSentence();
  if (sight.kind === 'live') return null;
  const { tone, icon: Icon } = statusAppearance[sight.kind];
  const reason =
    camera.reason && ['blind', 'failed', 'down', 'unknown'].includes(sight.kind) ? inWords(camera.reason) : null;

  return (
    <div className={classes.veil} data-tone={tone}>
      <Icon size={28} stroke={1.6} aria-hidden />
      <Text fw={650} size="sm">
        {t(`sight.${sight.kind}`)}
      </Text>
      {sight.ageSeconds !== null && (
        <Text size="sm">{t('live.last_picture', { age: ageText(sight.ageSeconds, t) })}</Text>
      )}
      {reason && (
        <>
          <Text size="sm">{reason.message}</Text>
          <Text size="xs" className={classes.hint}>
            {reason.hint || t('sight.tried_again')}
          </Text>
        </>
      )}
      {!reason && hasHint(sight.kind) && (
        <Text size="xs" className={classes.hint}>
          {offBy(camera) ? modeTold(camera) : t(`sight.${sight.kind}_hint`)}
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

/** Off by the clock or by hand, not because the camera is switched off. */
const offBy = ({ state, mode_now: mode, mode_why: { why } }: Camera): boolean =>
  state === 'off' && mode === 'off' && why !== 'disabled';
