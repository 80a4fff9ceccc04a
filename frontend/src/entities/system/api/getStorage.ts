import { useQuery } from '@tanstack/react-query';
import { keys } from '@/entities/violation/violationCache';
import { request } from '@/lib/api/request';
import type { Storage } from '@/types/api';

const EVERY_MS = 30_000;

export const useStorage = () =>
  useQuery({
    queryKey: keys.storage,
    queryFn: ({ signal }) => request<Storage>('/api/system/storage', { signal }),
    refetchInterval: EVERY_MS,
    retry: false,
  });
