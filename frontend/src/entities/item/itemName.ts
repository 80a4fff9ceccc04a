import type { Translate } from '@/lib/i18n/useLocale';
import { isKey } from '@/locales';

/** An item's name; its own word for one of a newer backend. */
export function itemName(item: string, t: Translate): string {
  const key = `item.${item}`;
  return isKey(key) ? t(key) : item;
}
