import { useQuery } from '@tanstack/react-query';
import { useRequest } from '@/lib/api/useRequest';
import type { ModelInfo } from '@/types/api';

export const modelKey = ['model'] as const;
const REFRESH_MS = 10_000;

/** The detection model that is running. */
export function useModel() {
  const request = useRequest();
  return useQuery({
    queryKey: modelKey,
    queryFn: ({ signal }) => request<ModelInfo>('/api/models/info', { signal }),
    refetchInterval: REFRESH_MS,
    retry: false,
  });
}
