import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Request } from '@/lib/api/request';
import { useRequest } from '@/lib/api/useRequest';
import type { Me } from '@/types/api';

export const meKey = ['me'] as const;

export const meQuery = (request: Request) =>
  queryOptions({
    queryKey: meKey,
    queryFn: ({ signal }) => request<Me>('/api/auth/me', { signal }),
    staleTime: 5 * 60_000,
  });

/** The person who is logged in, and their sites. */
export const useMe = () => useQuery(meQuery(useRequest()));
