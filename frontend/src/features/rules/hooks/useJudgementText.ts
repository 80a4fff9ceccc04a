import { itemName } from '@/entities/item/itemName';
import { useLocale } from '@/lib/i18n/useLocale';
import type { ItemJudgement } from '@/types/api';

/** Why items cannot be judged where a rule applies; nothing for those that can. */
export function useJudgementText(): (items: readonly ItemJudgement[]) => string[] {
  const { t } = useLocale();
  return (items) =>
    items.flatMap(({ item, is_too_small: isTooSmall, is_without_colour: isWithoutColour }) => [
      ...(isTooSmall ? [t('trial.too_small', { item: itemName(item, t) })] : []),
      ...(isWithoutColour ? [t('trial.no_colour', { item: itemName(item, t) })] : []),
    ]);
}
