import { useQuery } from '@tanstack/react-query';
import { useRequest } from '@/lib/api/useRequest';
import type { LinkContent } from '@/types/api';

/** What a link is for. The token is in the body: no address and no log of a server contains it. */
export function useLinkContent(token: string) {
  const request = useRequest();
  return useQuery({
    queryKey: ['link', token],
    queryFn: ({ signal }) => request<LinkContent>('/api/links/inspect', { method: 'POST', body: { token }, signal }),
    enabled: token !== '',
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}
