import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRequest } from '@/lib/api/useRequest';
import type { Account, AddressChange } from '@/types/api';
import { accountKey } from './getAccount';

/** Asks for another e-mail address; it changes with a link that an administrator hands over. */
export function useChangeAddress() {
  const request = useRequest();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: AddressChange) => request<Account>('/api/account/email', { method: 'POST', body: change }),
    onSuccess: (account) => {
      client.setQueryData<Account>(accountKey, account);
      void client.invalidateQueries({ queryKey: ['invitations'] });
    },
  });
}
