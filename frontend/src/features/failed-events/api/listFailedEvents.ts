import { useInfiniteQuery } from '@tanstack/react-query';
import { useRequest } from '@/lib/api/useRequest';
import type { DeadLetterPage } from '@/types/api';

/** The API calls a failed event a dead letter. */
export const PATH = '/api/system/dead-letters';
export const failedEventsKey = ['failed-events'] as const;
const REFRESH_MS = 30_000;

/** Events that could not be stored, newest first, page by page. */
export function useFailedEvents() {
  const request = useRequest();
  return useInfiniteQuery({
    queryKey: failedEventsKey,
    queryFn: ({ pageParam, signal }) => {
      const query = pageParam === null ? '' : `?cursor=${encodeURIComponent(pageParam)}`;
      return request<DeadLetterPage>(`${PATH}${query}`, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: REFRESH_MS,
    retry: false,
  });
}
