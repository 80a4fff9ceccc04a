import { useCameras } from '@/hooks/useCameras';
import type { Camera } from '@/types/api';
import type { Schedule } from '@/types/schedules';

/** The cameras that follow a schedule; null until the cameras are known. */
export function useUsers({ camera_ids: ids }: Pick<Schedule, 'camera_ids'>): Camera[] | null {
  const cameras = useCameras().data;
  return cameras?.filter(({ id }) => ids.includes(id)) ?? null;
}
