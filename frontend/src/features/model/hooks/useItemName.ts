import { useLocale } from '@/lib/i18n/useLocale';
import { isKey } from '@/locales';

/** Our word for an item of the interface; its own name where we have none. */
export function useItemName(): (item: string) => string {
  const { t } = useLocale();
  return (item) => {
    const key = `system.class_${item}`;
    return isKey(key) ? t(key) : item;
  };
}
