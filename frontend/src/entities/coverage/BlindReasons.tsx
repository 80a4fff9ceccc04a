import { Text } from '@mantine/core';
import { useLocale } from '@/lib/i18n/useLocale';
import { durationText } from '@/lib/time/duration';
import type { BlindReason } from '@/types/api';
import classes from './Coverage.module.css';
import { useBlindReason } from './useBlindReason';

/** Blind time by reason, longest first; planned time comes last. */
export function BlindReasons({ reasons }: { reasons: BlindReason[] }) {
  const { t } = useLocale();
  const reasonText = useBlindReason();
  if (reasons.length === 0) return <Text size="sm">{t('coverage.never_blind')}</Text>;
  return (
    <ul className={classes.reasons} aria-label={t('coverage.why_blind')}>
      {reasons
        .toSorted((a, b) => Number(a.planned) - Number(b.planned))
        .map(({ reason, message, planned, seconds }) => (
          <li key={reason}>
            <span
              className={classes.swatch}
              data-kind={planned ? 'planned' : reason === 'unknown' ? 'unknown' : 'blind'}
              aria-hidden
            />
            <span>
              {reasonText(reason, message)}{' '}
              {planned && (
                <Text span size="xs" c="dimmed">
                  ({t('coverage.on_purpose')})
                </Text>
              )}
            </span>
            <b>{durationText(seconds, t)}</b>
          </li>
        ))}
    </ul>
  );
}
