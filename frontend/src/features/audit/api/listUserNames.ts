import { useQuery } from '@tanstack/react-query';
import { useMay } from '@/entities/user/useMay';
import { useRequest } from '@/lib/api/useRequest';

/** Names of the company's users by id; empty for those who may not list them. */
export function useUserNames(): Map<number, string> {
  const request = useRequest();
  const may = useMay('manage_users') === true;
  const { data } = useQuery({
    queryKey: ['audit-user-names'],
    queryFn: async ({ signal }) =>
      (await request<{ items: { id: number; name: string }[] }>('/api/users', { signal })).items,
    enabled: may,
  });
  return new Map(data?.map(({ id, name }) => [id, name]));
}
