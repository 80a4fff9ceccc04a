import { useQuery } from '@tanstack/react-query';
import { useWithoutDemo } from '@/entities/camera/useWithoutDemo';
import type { Range } from '@/entities/site/timeRange';
import { useTimeRange } from '@/entities/site/useTimeRange';
import { useRequest } from '@/lib/api/useRequest';
import type { CompanyCoverage } from '@/types/api';

/** Observed and blind time grow by themselves; they are fetched again this often. */
export const COVERAGE_REFRESH_MS = 60_000;
/** The window without a time filter; the backend accepts up to 31 days. */
export const COVERAGE_DAYS = 30;
const DAY_MS = 86_400_000;

const companyCoverageKey = (cameraId: number | null, range: Range | null, day: string | null, withoutDemo: boolean) =>
  ['coverage', 'company', cameraId, range, day, withoutDemo] as const;

/** How long the cameras of these filters observed in their time; without a time, in the last month. */
export function useCompanyCoverage({ cameraId, range }: { cameraId: number | null; range: Range | null }) {
  const request = useRequest();
  const { day, bounds } = useTimeRange(range);
  const { withoutDemo, isKnown } = useWithoutDemo(cameraId);
  return useQuery({
    queryKey: companyCoverageKey(cameraId, range, day, withoutDemo),
    queryFn: async ({ signal }) => {
      const { since, until } = await bounds();
      const query = new URLSearchParams({
        since: (since ?? new Date(Date.now() - COVERAGE_DAYS * DAY_MS)).toISOString(),
      });
      if (until !== null) query.set('until', until.toISOString());
      if (withoutDemo) query.set('demo', 'false');
      if (cameraId !== null) query.set('camera_id', String(cameraId));
      return request<CompanyCoverage>(`/api/stats/coverage?${query}`, { signal });
    },
    refetchInterval: COVERAGE_REFRESH_MS,
    enabled: isKnown,
  });
}
