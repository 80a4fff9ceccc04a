import { useQuery } from '@tanstack/react-query';
import { useRequest } from '@/lib/api/useRequest';
import type { Account } from '@/types/api';

export const accountKey = ['account'] as const;

/** The own account. */
export function useAccount() {
  const request = useRequest();
  return useQuery({
    queryKey: accountKey,
    queryFn: ({ signal }) => request<Account>('/api/account', { signal }),
  });
}
