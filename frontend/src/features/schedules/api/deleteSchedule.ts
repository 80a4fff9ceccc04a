import { useScheduleMutation } from './useScheduleMutation';

/** `release`: cameras that follow it return to their own mode. */
export const useDeleteSchedule = () =>
  useScheduleMutation((request, { id, release }: { id: number; release: boolean }) =>
    request<undefined>(`/api/schedules/${id}${release ? '?release=true' : ''}`, { method: 'DELETE' }),
  );
