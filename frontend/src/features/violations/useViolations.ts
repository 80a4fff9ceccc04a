import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { EVIDENCE_REFRESH_MS, VIOLATIONS_PER_PAGE } from '@/config/limits';
import { useZone } from '@/hooks/useMe';
import { rangeBounds, type Filters } from '@/lib/filters';
import { keys } from '@/lib/liveCache';
import { request } from '@/lib/request';
import type { Page, Violation } from '@/types/api';

function listPath(filters: Filters, zone: string, cursor: string | null): string {
  const { since, until } = rangeBounds(filters.range, new Date(), zone);
  const query = new URLSearchParams({ limit: String(VIOLATIONS_PER_PAGE) });
  if (filters.cameraId !== null) query.set('camera_id', String(filters.cameraId));
  if (filters.item !== null) query.set('item', filters.item);
  if (since !== null) query.set('since', since.toISOString());
  if (until !== null) query.set('until', until.toISOString());
  if (cursor !== null) query.set('cursor', cursor);
  return `/api/violations?${query}`;
}

/** The violations that fit, newest first, page by page. The socket adds to the first page. */
export function useViolations(filters: Filters) {
  const zone = useZone();
  const query = useInfiniteQuery({
    queryKey: keys.violations(filters),
    queryFn: ({ pageParam, signal }) => request<Page<Violation>>(listPath(filters, zone, pageParam), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: EVIDENCE_REFRESH_MS,
  });
  const items = useMemo(() => unique(query.data?.pages.flatMap((page) => page.items) ?? []), [query.data]);
  return { ...query, items };
}

/** A violation that arrived live may come again with the next page. */
function unique(violations: Violation[]): Violation[] {
  return [...new Map(violations.map((violation) => [violation.id, violation])).values()];
}

/** One violation: at once from a list that holds it, then from the server. */
export function useViolation(id: string) {
  const client = useQueryClient();
  return useQuery<Violation>({
    queryKey: keys.violation(id),
    queryFn: ({ signal }) => request<Violation>(`/api/violations/${encodeURIComponent(id)}`, { signal }),
    placeholderData: () =>
      client
        .getQueriesData<{ pages: Page<Violation>[] }>({ queryKey: keys.violationLists })
        .flatMap(([, data]) => data?.pages.flatMap((page) => page.items) ?? [])
        .find((violation) => violation.id === id),
  });
}
