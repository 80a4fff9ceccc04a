import type { Params } from '@/lib/i18n/fill';

type DurationKey = 'duration.hours_minutes' | 'duration.hours' | 'duration.minutes' | 'duration.seconds';

/** "22 h 10 min". Truncated, not rounded, so that observed time is never overstated. */
export function durationText(seconds: number, t: (key: DurationKey, params: Params) => string): string {
  const whole = Math.floor(seconds);
  if (whole < 60) return t('duration.seconds', { s: whole });
  const h = Math.floor(whole / 3600);
  const m = Math.floor((whole % 3600) / 60);
  if (h === 0) return t('duration.minutes', { m });
  return m === 0 ? t('duration.hours', { h }) : t('duration.hours_minutes', { h, m });
}
