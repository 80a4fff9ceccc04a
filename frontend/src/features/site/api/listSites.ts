import { useQuery } from '@tanstack/react-query';
import { useRequest } from '@/lib/api/useRequest';
import type { Site } from '@/types/api';

/** All sites of the company, oldest first, archived ones too. */
export function useSiteList() {
  const request = useRequest();
  return useQuery({
    queryKey: ['sites'],
    queryFn: async ({ signal }) => (await request<{ items: Site[] }>('/api/sites', { signal })).items,
  });
}
