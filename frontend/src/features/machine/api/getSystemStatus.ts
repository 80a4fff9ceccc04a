import { useQuery } from '@tanstack/react-query';
import { keys } from '@/entities/violation/violationCache';
import { request } from '@/lib/api/request';
import type { SystemStatus } from '@/types/api';

const EVERY_MS = 5_000;

export const useSystemStatus = () =>
  useQuery({
    queryKey: keys.system,
    queryFn: ({ signal }) => request<SystemStatus>('/api/system', { signal }),
    refetchInterval: EVERY_MS,
    retry: false,
  });
