import { useMutation, useQueryClient } from '@tanstack/react-query';
import { meKey } from '@/entities/user/api/getMe';
import { useRequest } from '@/lib/api/useRequest';
import type { Me, Site } from '@/types/api';

export type SiteFields = Partial<Pick<Site, 'name' | 'time_zone'>>;

/** Changes a site. Its clock decides what every camera does and how all times are shown, so everything is fetched again. */
export function useChangeSite(id: number) {
  const client = useQueryClient();
  const request = useRequest();
  return useMutation({
    mutationFn: (change: SiteFields) => request<Site>(`/api/sites/${id}`, { method: 'PATCH', body: change }),
    onSuccess: (site) => {
      client.setQueryData<Me>(
        meKey,
        (me) => me && { ...me, sites: me.sites.map((one) => (one.id === id ? site : one)) },
      );
      void client.invalidateQueries();
    },
  });
}
