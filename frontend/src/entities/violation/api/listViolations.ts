import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useWithoutDemo } from '@/entities/camera/useWithoutDemo';
import type { Bounds } from '@/entities/site/timeRange';
import { useTimeRange } from '@/entities/site/useTimeRange';
import type { Filters } from '@/entities/violation/filters';
import { useRequest } from '@/lib/api/useRequest';
import type { Violation, ViolationPage } from '@/types/api';

/** Every query of violations. */
export const violationsKey = ['violations'] as const;
export const violationListsKey = [...violationsKey, 'list'] as const;
/** `day`: the site's, where the filters depend on it. `withoutDemo`: demonstrations are left out. */
export const violationListKey = (filters: Filters, day: string | null = null, withoutDemo = false) =>
  [...violationListsKey, filters, day, withoutDemo] as const;

/** Two screens of cards. */
const PER_PAGE = 48;

function listPath(filters: Filters, { since, until }: Bounds, withoutDemo: boolean, cursor: string | null): string {
  const query = new URLSearchParams({ limit: String(PER_PAGE) });
  if (filters.cameraId !== null) query.set('camera_id', String(filters.cameraId));
  if (filters.item !== null) query.set('item', filters.item);
  if (filters.severity !== null) query.set('severity', filters.severity);
  if (filters.ruleId !== null) query.set('rule_id', filters.ruleId);
  if (since !== null) query.set('since', since.toISOString());
  if (until !== null) query.set('until', until.toISOString());
  if (withoutDemo) query.set('demo', 'false');
  if (cursor !== null) query.set('cursor', cursor);
  return `/api/violations?${query}`;
}

/** The violations that match, newest first, page by page. The socket adds to the first page; what is older than the
 *  window by now is left out. */
export function useViolations(filters: Filters) {
  const request = useRequest();
  const { day, since, bounds } = useTimeRange(filters.range);
  const { withoutDemo, isKnown } = useWithoutDemo(filters.cameraId);
  const query = useInfiniteQuery({
    queryKey: violationListKey(filters, day, withoutDemo),
    queryFn: async ({ pageParam, signal }) =>
      request<ViolationPage>(listPath(filters, await bounds(), withoutDemo, pageParam), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    enabled: isKnown,
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

/** A violation that arrived over the socket may come again with the next page. */
function unique(violations: Violation[]): Violation[] {
  return [...new Map(violations.map((violation) => [violation.id, violation])).values()];
}
