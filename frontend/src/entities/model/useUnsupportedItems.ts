import { ITEMS } from '@/entities/item/items';
import { useModel } from '@/entities/model/api/getModel';
import type { Item } from '@/types/api';

interface UnsupportedItems {
  /** Items, of the given one or of all, that the model cannot detect, as last reported. */
  unsupported: Item[];
  /** Requested for the first time, and not answered yet. */
  isPending: boolean;
  /** The model's description cannot be read at the moment. */
  isUnknown: boolean;
}

export function useUnsupportedItems(item: Item | null): UnsupportedItems {
  const { data, isPending, isError } = useModel();
  const unsupported =
    data === undefined ? [] : ITEMS.filter((one) => (item === null || item === one) && !data.judges.includes(one));
  return { unsupported, isPending, isUnknown: isError };
}
