import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '@/entities/violation/violationCache';
import { request } from '@/lib/api/request';
import type { DeadLetterPage } from '@/types/api';

const EVERY_MS = 30_000;
export const PATH = '/api/system/dead-letters';

/** What was put aside, newest first, page by page. */
export const useDeadLetters = () =>
  useInfiniteQuery({
    queryKey: keys.deadLetters,
    queryFn: ({ pageParam, signal }) =>
      request<DeadLetterPage>(pageParam === null ? PATH : `${PATH}?cursor=${encodeURIComponent(pageParam)}`, {
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: EVERY_MS,
    retry: false,
  });

/** Each changes the list, the health and perhaps the violations, even when it fails half way. */
export function useChange<Argument, Answer>(mutationFn: (argument: Argument) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    onSettled: () =>
      Promise.all(
        [keys.deadLetters, keys.health, keys.violationLists].map((queryKey) => client.invalidateQueries({ queryKey })),
      ),
  });
}

export const useRetryLetter = () =>
  useChange((id: number) => request<undefined>(`${PATH}/${id}/retry`, { method: 'POST', body: {} }));
export const useDeleteLetter = () =>
  useChange((id: number) => request<undefined>(`${PATH}/${id}`, { method: 'DELETE' }));
