import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRequest } from '@/lib/api/useRequest';
import type { NewSite, Site } from '@/types/api';

export function useAddSite() {
  const client = useQueryClient();
  const request = useRequest();
  return useMutation({
    mutationFn: (site: NewSite) => request<Site>('/api/sites', { method: 'POST', body: site }),
    onSuccess: () => client.invalidateQueries(),
  });
}
