import { useQuery } from '@tanstack/react-query';
import { useRequest } from '@/lib/api/useRequest';
import type { Erasure } from '@/types/api';

/** While it is not done. Shorter costs requests, longer shows its progress late. */
const EVERY_MS = 2_000;

/** How far a company's erasure is. */
export function useErasure(id: number) {
  const request = useRequest();
  return useQuery({
    queryKey: ['erasure', id],
    queryFn: ({ signal }) => request<Erasure>(`/api/companies/${id}/erasure`, { signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'done' ? false : EVERY_MS),
  });
}
