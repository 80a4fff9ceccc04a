import { useMutation, useQueryClient } from '@tanstack/react-query';
import { camerasKey } from '@/entities/camera/api/listCameras';
import { schedulesKey } from '@/entities/schedule/api/listSchedules';
import type { Request } from '@/lib/api/request';
import { useRequest } from '@/lib/api/useRequest';

/** A change of schedules also changes the modes of their cameras, so both lists are fetched again. */
export function useScheduleMutation<Argument, Answer>(run: (request: Request, argument: Argument) => Promise<Answer>) {
  const client = useQueryClient();
  const request = useRequest();
  return useMutation({
    mutationFn: (argument: Argument) => run(request, argument),
    onSettled: () => Promise.all([schedulesKey, camerasKey].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
