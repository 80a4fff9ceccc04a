import { useLocale } from '@/lib/i18n/useLocale';
import { isKey } from '@/locales';

/** The name of an item in the user's language, or its own name. */
export function useItemName(): (item: string) => string {
  const { t } = useLocale();
  return (item) => {
    const key = `system.class_${item}`;
    return isKey(key) ? t(key) : item;
  };
}
