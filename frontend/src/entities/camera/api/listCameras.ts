import { useQuery } from '@tanstack/react-query';
import { CAMERAS_REFRESH_MS } from '@/config/limits';
import { keys } from '@/entities/violation/violationCache';
import { request } from '@/lib/api/request';
import type { Camera, CameraPage } from '@/types/api';

const MOST_PAGES = 20;

/** Every camera: a plant has at most a few dozen, so the pages are read to the end. */
async function allCameras(signal: AbortSignal): Promise<Camera[]> {
  const cameras: Camera[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query: string = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`;
    const answer: CameraPage = await request(`/api/cameras${query}`, { signal });
    cameras.push(...answer.items);
    cursor = answer.next_cursor;
    if (cursor === null) break;
  }
  return cameras;
}

/** The socket keeps this list current. Where it is silent the list is asked for, so that silence is not taken for "as before". */
export const useCameras = () =>
  useQuery({
    queryKey: keys.cameras,
    queryFn: ({ signal }) => allCameras(signal),
    refetchInterval: CAMERAS_REFRESH_MS,
  });
