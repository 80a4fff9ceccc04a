import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRequest } from '@/lib/api/useRequest';
import { apiKeysKey, PATH } from './listKeys';

/** Ends a key at once. */
export function useRevokeKey() {
  const client = useQueryClient();
  const request = useRequest();
  return useMutation({
    mutationFn: (id: number) => request<undefined>(`${PATH}/${id}`, { method: 'DELETE' }),
    onSettled: () => client.invalidateQueries({ queryKey: apiKeysKey }),
  });
}
