import { useQuery } from '@tanstack/react-query';
import { COVERAGE_DAYS, COVERAGE_REFRESH_MS } from '@/config/limits';
import type { Filters } from '@/entities/violation/filters';
import { keys } from '@/entities/violation/violationCache';
import { request } from '@/lib/api/request';
import type { CameraTimeline, CompanyCoverage } from '@/types/api';
import { useRange } from '@/entities/site/useTimeRange';

const DAY_MS = 86_400_000;
/** The backend does not tell of the newest half minute yet. */
const UNSETTLED_MS = 30_000;

/** How long the cameras of these filters watched in their time; without a time, in the last month. */
export function useWatched({ cameraId, range }: Pick<Filters, 'cameraId' | 'range'>) {
  const { day, bounds } = useRange(range);
  return useQuery({
    queryKey: keys.companyCoverage(cameraId, range, day),
    queryFn: async ({ signal }) => {
      const { since, until } = await bounds();
      const query = new URLSearchParams({
        since: (since ?? new Date(Date.now() - COVERAGE_DAYS * DAY_MS)).toISOString(),
      });
      if (until !== null) query.set('until', until.toISOString());
      if (cameraId !== null) query.set('camera_id', String(cameraId));
      return request<CompanyCoverage>(`/api/stats/coverage?${query}`, { signal });
    },
    refetchInterval: COVERAGE_REFRESH_MS,
  });
}

/** A camera's last 24 hours. */
export const useDay = (cameraId: number, enabled = true) =>
  useQuery({
    queryKey: keys.cameraCoverage(cameraId),
    queryFn: ({ signal }) => {
      const since = new Date(Date.now() - DAY_MS - UNSETTLED_MS).toISOString();
      return request<CameraTimeline>(`/api/cameras/${cameraId}/coverage?since=${since}`, { signal });
    },
    refetchInterval: COVERAGE_REFRESH_MS,
    enabled,
  });
