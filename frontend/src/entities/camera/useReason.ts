import { useLocale } from '@/lib/i18n/useLocale';
import { reasons } from '@/locales/id/server/reasons';
import type { Reason } from '@/types/api';

/** A reason in the user's language. English is the backend's own text. */
export function useReason(): (reason: Reason) => { message: string; hint: string } {
  const { locale } = useLocale();
  return (reason) => {
    const [message, hint] = (locale === 'id' ? reasons[reason.code] : undefined) ?? [reason.message, reason.hint];
    return { message, hint };
  };
}
