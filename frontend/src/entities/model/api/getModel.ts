import { useQuery } from '@tanstack/react-query';
import { ITEMS } from '@/entities/violation/filters';
import { keys } from '@/entities/violation/violationCache';
import { request } from '@/lib/api/request';
import type { Item, ModelInfo } from '@/types/api';

const EVERY_MS = 10_000;

export const useModel = () =>
  useQuery({
    queryKey: keys.model,
    queryFn: ({ signal }) => request<ModelInfo>('/api/models/info', { signal }),
    refetchInterval: EVERY_MS,
    retry: false,
  });

interface Judged {
  /** Of this item, or of all: those that the model cannot see, so that nobody is judged for them, as it was last told. */
  unjudged: Item[];
  /** Asked for the first time, and not answered yet. */
  isPending: boolean;
  /** The model's description cannot be read at the moment. */
  isUnknown: boolean;
}

export function useJudged(item: Item | null): Judged {
  const { data, isPending, isError } = useModel();
  const unjudged =
    data === undefined ? [] : ITEMS.filter((one) => (item === null || item === one) && !data.judges.includes(one));
  return { unjudged, isPending, isUnknown: isError };
}
