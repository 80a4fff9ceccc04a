import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { VIOLATIONS_PER_PAGE } from '@/config/limits';
import { useRange } from '@/entities/site/useTimeRange';
import type { Bounds, Filters } from '@/entities/violation/filters';
import { keys } from '@/entities/violation/violationCache';
import { request } from '@/lib/api/request';
import type { Violation, ViolationPage } from '@/types/api';

function listPath(filters: Filters, { since, until }: Bounds, cursor: string | null): string {
  const query = new URLSearchParams({ limit: String(VIOLATIONS_PER_PAGE) });
  if (filters.cameraId !== null) query.set('camera_id', String(filters.cameraId));
  if (filters.item !== null) query.set('item', filters.item);
  if (since !== null) query.set('since', since.toISOString());
  if (until !== null) query.set('until', until.toISOString());
  if (cursor !== null) query.set('cursor', cursor);
  return `/api/violations?${query}`;
}

/** The violations that fit, newest first, page by page. The socket adds to the first page; what the window has left behind goes. */
export function useViolations(filters: Filters) {
  const { day, since, bounds } = useRange(filters.range);
  const query = useInfiniteQuery({
    queryKey: keys.violations(filters, day),
    queryFn: async ({ pageParam, signal }) =>
      request<ViolationPage>(listPath(filters, await bounds(), pageParam), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
  const from = since?.getTime() ?? 0;
  const items = useMemo(
    () =>
      unique(query.data?.pages.flatMap((page) => page.items) ?? []).filter(
        ({ opened_at: at }) => Date.parse(at) >= from,
      ),
    [query.data, from],
  );
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
        .getQueriesData<{ pages: ViolationPage[] }>({ queryKey: keys.violationLists })
        .flatMap(([, data]) => data?.pages.flatMap((page) => page.items) ?? [])
        .find((violation) => violation.id === id),
  });
}
