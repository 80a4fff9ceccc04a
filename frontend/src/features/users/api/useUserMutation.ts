import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Request } from '@/lib/api/request';
import { useRequest } from '@/lib/api/useRequest';
import { linksKey } from './listLinks';
import { usersKey } from './listUsers';

/** A change of users or links: both lists are fetched again, after a refusal as well, since it may be about newer values. */
export function useUserMutation<Argument, Answer>(run: (request: Request, argument: Argument) => Promise<Answer>) {
  const client = useQueryClient();
  const request = useRequest();
  return useMutation({
    mutationFn: (argument: Argument) => run(request, argument),
    onSettled: () => Promise.all([usersKey, linksKey].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
