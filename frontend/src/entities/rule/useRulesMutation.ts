import { useMutation, useQueryClient } from '@tanstack/react-query';
import { zonesKey } from '@/entities/zone/api/listZones';
import type { Request } from '@/lib/api/request';
import { useRequest } from '@/lib/api/useRequest';
import { rulesKey } from './api/listRules';

/** A change of a camera's zones or rules: each names the other, so both lists are fetched again. */
export function useRulesMutation<Argument, Answer>(
  cameraId: number,
  run: (request: Request, argument: Argument) => Promise<Answer>,
) {
  const client = useQueryClient();
  const request = useRequest();
  return useMutation({
    mutationFn: (argument: Argument) => run(request, argument),
    onSettled: () =>
      Promise.all(
        [zonesKey(cameraId), rulesKey(cameraId), ['versions']].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  });
}
