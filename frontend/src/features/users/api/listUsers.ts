import { useQuery } from '@tanstack/react-query';
import { useRequest } from '@/lib/api/useRequest';
import type { Member } from '@/types/api';

export const usersKey = ['users'] as const;

/** The company's users by name, disabled ones too. For administrators of the whole company. */
export function useUsers({ enabled = true } = {}) {
  const request = useRequest();
  return useQuery({
    queryKey: usersKey,
    queryFn: async ({ signal }) => (await request<{ items: Member[] }>('/api/users', { signal })).items,
    enabled,
  });
}
