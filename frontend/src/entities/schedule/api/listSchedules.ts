import { useQuery } from '@tanstack/react-query';
import { keys } from '@/entities/violation/violationCache';
import { request } from '@/lib/api/request';
import type { Schedule } from '@/types/api';

/** Every schedule, by name. They may be made in another tab, so whoever comes back sees them at once. */
export const useSchedules = () =>
  useQuery({
    queryKey: keys.schedules,
    queryFn: async ({ signal }) => (await request<{ items: Schedule[] }>('/api/schedules', { signal })).items,
    refetchOnWindowFocus: 'always',
  });
