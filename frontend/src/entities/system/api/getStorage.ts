import { useQuery } from '@tanstack/react-query';
import { useRequest } from '@/lib/api/useRequest';
import type { Storage } from '@/types/api';

export const storageKey = ['storage'] as const;
const REFRESH_MS = 30_000;

/** What evidence takes, and what the disks have left. */
export function useStorage() {
  const request = useRequest();
  return useQuery({
    queryKey: storageKey,
    queryFn: ({ signal }) => request<Storage>('/api/system/storage', { signal }),
    refetchInterval: REFRESH_MS,
    retry: false,
  });
}
