import type { Translate } from '@/lib/i18n/useLocale';

/** A delay of a rule, exact: "2.5 s", "1 min 30 s", "5 min". */
export function spanText(seconds: number, t: Translate): string {
  if (seconds < 60) return t('duration.seconds', { s: seconds });
  const m = Math.floor(seconds / 60);
  const s = Math.round((seconds - m * 60) * 10) / 10;
  if (s > 0) return t('rules.minutes_seconds', { m, s });
  const h = Math.floor(m / 60);
  if (h === 0) return t('duration.minutes', { m });
  return m % 60 === 0 ? t('duration.hours', { h }) : t('duration.hours_minutes', { h, m: m % 60 });
}
