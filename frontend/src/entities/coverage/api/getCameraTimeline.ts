import { useQuery } from '@tanstack/react-query';
import { useRequest } from '@/lib/api/useRequest';
import type { CameraTimeline } from '@/types/api';
import { COVERAGE_REFRESH_MS } from './getCompanyCoverage';

const DAY_MS = 86_400_000;
/** The backend does not report the newest half minute yet. */
const UNSETTLED_MS = 30_000;

const cameraTimelineKey = (cameraId: number) => ['coverage', 'camera', cameraId] as const;

/** A camera's last 24 hours. */
export function useCameraTimeline(cameraId: number, enabled = true) {
  const request = useRequest();
  return useQuery({
    queryKey: cameraTimelineKey(cameraId),
    queryFn: ({ signal }) => {
      const since = new Date(Date.now() - DAY_MS - UNSETTLED_MS).toISOString();
      return request<CameraTimeline>(`/api/cameras/${cameraId}/coverage?since=${since}`, { signal });
    },
    refetchInterval: COVERAGE_REFRESH_MS,
    enabled,
  });
}
