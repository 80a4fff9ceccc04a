import { useQuery } from '@tanstack/react-query';
import { useRequest } from '@/lib/api/useRequest';
import type { ApiKeyList } from '@/types/api';

export const PATH = '/api/keys';
export const apiKeysKey = ['api-keys'] as const;
const REFRESH_MS = 30_000;

/** The company's API keys that were not revoked, newest first. */
export function useApiKeys() {
  const request = useRequest();
  return useQuery({
    queryKey: apiKeysKey,
    queryFn: ({ signal }) => request<ApiKeyList>(PATH, { signal }),
    refetchInterval: REFRESH_MS,
    retry: false,
  });
}
