import { useMutation, useQueryClient } from '@tanstack/react-query';
import { healthKey } from '@/entities/system/api/getHealth';
import { violationListsKey } from '@/entities/violation/api/listViolations';
import type { Request } from '@/lib/api/request';
import { useRequest } from '@/lib/api/useRequest';
import { failedEventsKey } from './listFailedEvents';

const AFFECTED = [failedEventsKey, healthKey, violationListsKey];

/** A change of failed events also changes health, and perhaps the violations, even when it fails half way. */
export function useFailedEventMutation<Argument, Answer>(
  run: (request: Request, argument: Argument) => Promise<Answer>,
) {
  const client = useQueryClient();
  const request = useRequest();
  return useMutation({
    mutationFn: (argument: Argument) => run(request, argument),
    onSettled: () => Promise.all(AFFECTED.map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
