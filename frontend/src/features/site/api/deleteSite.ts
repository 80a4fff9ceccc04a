import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRequest } from '@/lib/api/useRequest';

export function useDeleteSite(id: number) {
  const client = useQueryClient();
  const request = useRequest();
  return useMutation({
    mutationFn: () => request<undefined>(`/api/sites/${id}`, { method: 'DELETE' }),
    onSuccess: () => client.invalidateQueries(),
  });
}
