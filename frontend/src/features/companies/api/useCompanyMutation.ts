import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Request } from '@/lib/api/request';
import { useRequest } from '@/lib/api/useRequest';
import { companiesKey } from './listCompanies';

/** A change after which the list of companies is fetched again, also when it was refused: others may have changed it. */
export function useCompanyMutation<Input, Answer>(send: (request: Request, input: Input) => Promise<Answer>) {
  const client = useQueryClient();
  const request = useRequest();
  return useMutation({
    mutationFn: (input: Input) => send(request, input),
    onSettled: () => client.invalidateQueries({ queryKey: companiesKey }),
  });
}
