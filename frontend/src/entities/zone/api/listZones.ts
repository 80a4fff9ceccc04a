import { useQuery } from '@tanstack/react-query';
import { useRequest } from '@/lib/api/useRequest';
import type { Zones } from '@/types/api';

export const zonesKey = (cameraId: number) => ['zones', cameraId] as const;

/** The zones of a camera, oldest first, and those that cannot be read. */
export function useZones(cameraId: number, { enabled = true } = {}) {
  const request = useRequest();
  return useQuery({
    queryKey: zonesKey(cameraId),
    queryFn: ({ signal }) => request<Zones>(`/api/cameras/${cameraId}/zones`, { signal }),
    enabled,
  });
}
