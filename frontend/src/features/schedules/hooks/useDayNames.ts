import { useLocale } from '@/lib/i18n/useLocale';

const MONDAY = Date.UTC(2026, 0, 5);

/** Names of the weekdays, from Monday. */
export function useDayNames(style: 'short' | 'long' | 'narrow'): string[] {
  const { locale } = useLocale();
  const format = new Intl.DateTimeFormat(locale, { weekday: style, timeZone: 'UTC' });
  return Array.from({ length: 7 }, (_, day) => format.format(new Date(MONDAY + day * 86_400_000)));
}
