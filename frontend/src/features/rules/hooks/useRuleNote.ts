import { itemName } from '@/entities/item/itemName';
import { useLocale } from '@/lib/i18n/useLocale';
import { isKey } from '@/locales';
import type { Note } from '@/types/api';

/** What a user should know of a rule, in the user's language if the code is known, else the backend's text. */
export function useRuleNote(): (note: Note) => string {
  const { t } = useLocale();
  return ({ code, message, values }) => {
    const key = `rules.note_${code}`;
    const names = code === 'item_not_in_model' ? values.map((item) => itemName(item, t)) : values;
    return isKey(key) ? t(key, { names: names.join(', ') }) : message;
  };
}
