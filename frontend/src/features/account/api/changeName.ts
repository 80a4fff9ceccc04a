import { useMutation, useQueryClient } from '@tanstack/react-query';
import { meKey } from '@/entities/user/api/getMe';
import { useRequest } from '@/lib/api/useRequest';
import type { Account } from '@/types/api';
import { accountKey } from './getAccount';

/** Changes the own name, which the account menu and the list of users show as well. */
export function useChangeName() {
  const request = useRequest();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: { name: string; version: number }) =>
      request<Account>('/api/account', { method: 'PATCH', body: change }),
    onSuccess: (account) => client.setQueryData<Account>(accountKey, account),
    onSettled: () =>
      Promise.all([accountKey, meKey, ['users']].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
