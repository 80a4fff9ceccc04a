import { useQuery } from '@tanstack/react-query';
import { useRequest } from '@/lib/api/useRequest';
import type { OpenLink } from '@/types/api';

export const linksKey = ['invitations'] as const;

/** Links that were neither used nor revoked, newest first. */
export function useLinks({ enabled = true } = {}) {
  const request = useRequest();
  return useQuery({
    queryKey: linksKey,
    queryFn: async ({ signal }) => (await request<{ items: OpenLink[] }>('/api/invitations', { signal })).items,
    enabled,
  });
}
