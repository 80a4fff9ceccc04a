import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { keys } from '@/entities/violation/violationCache';
import { request } from '@/lib/api/request';
import type { Camera, NewSchedule, Schedule } from '@/types/api';

/** What a schedule says, without what the server adds. */
export const definitionOf = ({ name, otherwise, slots, exceptions }: NewSchedule): NewSchedule => ({
  name,
  otherwise,
  slots,
  exceptions,
});

/** A schedule changes what its cameras do now. */
const reread = (client: QueryClient) =>
  Promise.all([
    client.invalidateQueries({ queryKey: keys.schedules }),
    client.invalidateQueries({ queryKey: keys.cameras }),
  ]);

/** Add a schedule, or change one. */
export function useSaveSchedule(id: number | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (schedule: NewSchedule) =>
      id === null
        ? request<Schedule>('/api/schedules', { method: 'POST', body: schedule })
        : request<Schedule>(`/api/schedules/${id}`, { method: 'PATCH', body: schedule }),
    onSuccess: () => reread(client),
  });
}

export function useDeleteSchedule() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, release }: { id: number; release: boolean }) =>
      request<undefined>(`/api/schedules/${id}${release ? '?release=true' : ''}`, { method: 'DELETE' }),
    onSuccess: () => reread(client),
  });
}

/** Make a deleted schedule again and give it to the cameras that had it. `complete` is false when some could not have it. */
export function useRestoreSchedule() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ schedule, cameraIds }: { schedule: Schedule; cameraIds: number[] }) => {
      const made = await request<Schedule>('/api/schedules', { method: 'POST', body: definitionOf(schedule) });
      const give = (id: number) =>
        request<Camera>(`/api/cameras/${id}`, { method: 'PATCH', body: { schedule_id: made.id } });
      const given = await Promise.allSettled(cameraIds.map(give));
      return { complete: given.every(({ status }) => status === 'fulfilled') };
    },
    onSettled: () => reread(client),
  });
}
