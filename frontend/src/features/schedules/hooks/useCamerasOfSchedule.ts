import { useCameras } from '@/entities/camera/api/listCameras';
import type { Camera, Schedule } from '@/types/api';

/** The cameras that follow a schedule, from the list of cameras; null until it is known. */
export function useCamerasOfSchedule({ id }: Pick<Schedule, 'id'>): Camera[] | null {
  const cameras = useCameras().data;
  return cameras?.filter((camera) => camera.schedule_id === id) ?? null;
}
