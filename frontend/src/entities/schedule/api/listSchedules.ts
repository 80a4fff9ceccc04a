import { useQuery } from '@tanstack/react-query';
import type { Request } from '@/lib/api/request';
import { useRequest } from '@/lib/api/useRequest';
import type { Schedule } from '@/types/api';

export const schedulesKey = ['schedules'] as const;

const fetchSchedules = async (request: Request, signal: AbortSignal): Promise<Schedule[]> =>
  (await request<{ items: Schedule[] }>('/api/schedules', { signal })).items;

/** Every schedule, by name. One may be made in another tab, so the list is fetched again when this tab gets the focus. */
export function useSchedules() {
  const request = useRequest();
  return useQuery({
    queryKey: schedulesKey,
    queryFn: ({ signal }) => fetchSchedules(request, signal),
    refetchOnWindowFocus: 'always',
  });
}
