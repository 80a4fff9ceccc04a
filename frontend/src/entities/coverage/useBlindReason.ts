import { useLocale } from '@/lib/i18n/useLocale';
import { blindReasons } from '@/locales/id/server/blindReasons';
import { reasons } from '@/locales/id/server/reasons';

/** Why a camera was blind, in the user's language. English is the backend's own text. */
export function useBlindReason(): (code: string, message: string) => string {
  const { locale } = useLocale();
  return (code, message) => (locale === 'id' ? (blindReasons[code] ?? reasons[code]?.[0]) : undefined) ?? message;
}
