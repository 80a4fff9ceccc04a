import { useQuery } from '@tanstack/react-query';
import type { Request } from '@/lib/api/request';
import { useRequest } from '@/lib/api/useRequest';
import type { Camera, CameraPage } from '@/types/api';

export const camerasKey = ['cameras'] as const;

/** The socket reports changes, but not that the backend can no longer know the cameras' state: only a request shows
 *  that. Shorter costs requests; longer keeps showing "live" while the database is away. */
export const CAMERAS_REFRESH_MS = 15_000;
const MAX_PAGES = 20;

/** Every camera: a plant has at most a few dozen, so all pages are read. */
async function fetchCameras(request: Request, signal: AbortSignal): Promise<Camera[]> {
  const cameras: Camera[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const query: string = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`;
    const answer: CameraPage = await request(`/api/cameras${query}`, { signal });
    cameras.push(...answer.items);
    cursor = answer.next_cursor;
    if (cursor === null) break;
  }
  return cameras;
}

/** All cameras. The socket keeps the list current between requests. */
export function useCameras() {
  const request = useRequest();
  return useQuery({
    queryKey: camerasKey,
    queryFn: ({ signal }) => fetchCameras(request, signal),
    refetchInterval: CAMERAS_REFRESH_MS,
  });
}
