import { useMutation, useQueryClient } from '@tanstack/react-query';
import { asProblem } from '@/lib/api/problem';
import { useRequest } from '@/lib/api/useRequest';
import type { Site, SiteChange } from '@/types/api';
import { putSite } from './siteCache';

export type SiteFields = Partial<Pick<Site, 'name' | 'time_zone'>>;

/** Changes a site, unless somebody else did since it was read; then the newest version is fetched. */
export function useChangeSite({ id, version }: Site) {
  const client = useQueryClient();
  const request = useRequest();
  return useMutation({
    mutationFn: (change: SiteFields & Pick<SiteChange, 'archived'>) =>
      request<Site>(`/api/sites/${id}`, { method: 'PATCH', body: { ...change, version } }),
    onSuccess: (site) => putSite(client, site),
    onError: (error) => {
      if (asProblem(error).code === 'changed_meanwhile') void client.invalidateQueries();
    },
  });
}
