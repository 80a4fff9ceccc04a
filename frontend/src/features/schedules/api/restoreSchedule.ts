import { definitionOf } from '@/features/schedules/lib/definition';
import type { Camera, Schedule } from '@/types/api';
import { useScheduleMutation } from './useScheduleMutation';

interface Deleted {
  schedule: Schedule;
  cameraIds: number[];
}

/** Add a deleted schedule again and give it to the cameras that had it. `complete` is false if some could not get it. */
export const useRestoreSchedule = () =>
  useScheduleMutation(async (request, { schedule, cameraIds }: Deleted) => {
    const added = await request<Schedule>('/api/schedules', { method: 'POST', body: definitionOf(schedule) });
    const assign = (id: number) =>
      request<Camera>(`/api/cameras/${id}`, { method: 'PATCH', body: { schedule_id: added.id } });
    const assigned = await Promise.allSettled(cameraIds.map(assign));
    return { complete: assigned.every(({ status }) => status === 'fulfilled') };
  });
