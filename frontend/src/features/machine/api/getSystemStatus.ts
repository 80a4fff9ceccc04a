import { useQuery } from '@tanstack/react-query';
import { useRequest } from '@/lib/api/useRequest';
import type { SystemStatus } from '@/types/api';

export const systemStatusKey = ['system'] as const;
const REFRESH_MS = 5_000;

/** Processes, connections, queue and versions. */
export function useSystemStatus() {
  const request = useRequest();
  return useQuery({
    queryKey: systemStatusKey,
    queryFn: ({ signal }) => request<SystemStatus>('/api/system', { signal }),
    refetchInterval: REFRESH_MS,
    retry: false,
  });
}
