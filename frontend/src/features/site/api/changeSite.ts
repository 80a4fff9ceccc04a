import { useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '@/entities/violation/violationCache';
import { request } from '@/lib/api/request';
import type { Me, Site } from '@/types/api';

export type SiteChange = Partial<Pick<Site, 'name' | 'time_zone'>>;

/** Changes a site. Its clock decides what every camera does and how all times are shown, so all is asked anew. */
export function useSiteChange(id: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: SiteChange) => request<Site>(`/api/sites/${id}`, { method: 'PATCH', body: change }),
    onSuccess: (site) => {
      client.setQueryData<Me>(
        keys.me,
        (me) => me && { ...me, sites: me.sites.map((one) => (one.id === id ? site : one)) },
      );
      void client.invalidateQueries();
    },
  });
}
