import { useQuery } from '@tanstack/react-query';
import { useRequest } from '@/lib/api/useRequest';
import type { Assessability } from '@/types/api';

export const TRIED_DAYS = 7;
/** It is of days, so minutes change nothing. Shorter costs the backend a pass over all tracks each time. */
const STALE_MS = 10 * 60_000;

/** Where in a camera's picture people could be judged in the last days, and when each rule last saw anybody. */
export function useAssessability(cameraId: number) {
  const request = useRequest();
  return useQuery({
    queryKey: ['assessability', cameraId],
    queryFn: ({ signal }) =>
      request<Assessability>(`/api/cameras/${cameraId}/assessability?days=${TRIED_DAYS}`, { signal }),
    staleTime: STALE_MS,
    retry: false,
  });
}
