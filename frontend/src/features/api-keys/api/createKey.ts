import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRequest } from '@/lib/api/useRequest';
import type { MadeApiKey, NewApiKey } from '@/types/api';
import { apiKeysKey, PATH } from './listKeys';

/** Makes a key. The answer holds the key itself, this once; nothing of it is cached. */
export function useCreateKey() {
  const client = useQueryClient();
  const request = useRequest();
  return useMutation({
    mutationFn: (body: NewApiKey) => request<MadeApiKey>(PATH, { method: 'POST', body }),
    gcTime: 0,
    onSettled: () => client.invalidateQueries({ queryKey: apiKeysKey }),
  });
}
