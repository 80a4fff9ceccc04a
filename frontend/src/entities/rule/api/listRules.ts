import { useQuery } from '@tanstack/react-query';
import { useRequest } from '@/lib/api/useRequest';
import type { Rules } from '@/types/api';

export const rulesKey = (cameraId: number) => ['rules', cameraId] as const;

/** Whether a rule applies changes by the clock and from outside. Longer shows an old answer. */
const REFRESH_MS = 30_000;

/** The rules of a camera, and those that cannot be read. */
export function useRules(cameraId: number) {
  const request = useRequest();
  return useQuery({
    queryKey: rulesKey(cameraId),
    queryFn: ({ signal }) => request<Rules>(`/api/cameras/${cameraId}/rules`, { signal }),
    refetchInterval: REFRESH_MS,
  });
}
