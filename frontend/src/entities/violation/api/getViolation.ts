import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRequest } from '@/lib/api/useRequest';
import type { Violation, ViolationPage } from '@/types/api';
import { violationListsKey, violationsKey } from './listViolations';

export const violationKey = (id: string) => [...violationsKey, 'one', id] as const;

/** One violation: at once from a list that holds it, then from the backend. */
export function useViolation(id: string) {
  const client = useQueryClient();
  const request = useRequest();
  return useQuery<Violation>({
    queryKey: violationKey(id),
    queryFn: ({ signal }) => request<Violation>(`/api/violations/${encodeURIComponent(id)}`, { signal }),
    placeholderData: () =>
      client
        .getQueriesData<{ pages: ViolationPage[] }>({ queryKey: violationListsKey })
        .flatMap(([, data]) => data?.pages.flatMap((page) => page.items) ?? [])
        .find((violation) => violation.id === id),
  });
}
