import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRequest } from '@/lib/api/useRequest';
import { siteContentsKey } from './getSiteContents';

export function useDeleteSite(id: number) {
  const client = useQueryClient();
  const request = useRequest();
  return useMutation({
    mutationFn: () => request<undefined>(`/api/sites/${id}`, { method: 'DELETE' }),
    // What the site held is asked no more: it is gone.
    onSuccess: () => void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== siteContentsKey }),
  });
}
