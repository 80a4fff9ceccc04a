import type { NewSchedule, Schedule } from '@/types/api';
import { useScheduleMutation } from './useScheduleMutation';

/** Add a schedule, or change one. */
export const useSaveSchedule = (id: number | null) =>
  useScheduleMutation((request, schedule: NewSchedule) =>
    id === null
      ? request<Schedule>('/api/schedules', { method: 'POST', body: schedule })
      : request<Schedule>(`/api/schedules/${id}`, { method: 'PATCH', body: schedule }),
  );
