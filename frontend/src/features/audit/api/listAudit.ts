import { useInfiniteQuery } from '@tanstack/react-query';
import { queryOf, type AuditFilters } from '@/features/audit/lib/filters';
import { useRequest } from '@/lib/api/useRequest';
import type { AuditPage } from '@/types/api';

export const auditKey = ['audit'] as const;

const PER_PAGE = 50;
const PATHS = { company: '/api/audit', installation: '/api/installation/audit' };

/** The entries that match, newest first, page by page. `zone`: in which the days of the filters are. */
export function useAudit(filters: AuditFilters, zone: string) {
  const request = useRequest();
  return useInfiniteQuery({
    queryKey: [...auditKey, filters, zone],
    queryFn: ({ pageParam, signal }) => {
      const query = queryOf(filters, zone);
      query.set('limit', String(PER_PAGE));
      if (pageParam !== null) query.set('cursor', pageParam);
      return request<AuditPage>(`${PATHS[filters.chain]}?${query}`, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
}
