import { useQuery } from '@tanstack/react-query';
import { ITEMS } from '@/lib/filters';
import { keys } from '@/lib/liveCache';
import { request } from '@/lib/request';
import type { Item, ModelInfo } from '@/types/api';

const EVERY_MS = 10_000;

export const useModel = () =>
  useQuery({ queryKey: keys.model, queryFn: ({ signal }) => request<ModelInfo>('/api/models/info', { signal }), refetchInterval: EVERY_MS, retry: false });

/** Of this item, or of all: those that the model cannot see, so that nobody is judged for them. None while it is not known. */
export function useUnjudged(item: Item | null): Item[] {
  const { data } = useModel();
  return data === undefined ? [] : ITEMS.filter((one) => (item === null || item === one) && !data.judges.includes(one));
}
