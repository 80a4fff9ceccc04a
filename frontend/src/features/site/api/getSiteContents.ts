import { useQuery } from '@tanstack/react-query';
import { useRequest } from '@/lib/api/useRequest';
import type { Contents } from '@/types/api';

export const siteContentsKey = 'site-contents';

/** What a site holds; asked each time anew while `asked`, because a deletion is decided by it. */
export function useSiteContents(id: number, asked: boolean) {
  const request = useRequest();
  return useQuery({
    queryKey: [siteContentsKey, id],
    queryFn: ({ signal }) => request<Contents>(`/api/sites/${id}/contents`, { signal }),
    enabled: asked,
    staleTime: 0,
    gcTime: 0,
  });
}
