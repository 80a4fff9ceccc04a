import type { QueryClient } from '@tanstack/react-query';
import { meKey } from '@/entities/user/api/getMe';
import type { Me, Site } from '@/types/api';

/** Takes a site's new values over. Its clock decides modes and how times are shown, so everything is fetched again. */
export function putSite(client: QueryClient, site: Site): void {
  client.setQueryData<Me>(
    meKey,
    (me) => me && { ...me, sites: me.sites.map((one) => (one.id === site.id ? site : one)) },
  );
  void client.invalidateQueries();
}
