import { useQuery } from '@tanstack/react-query';
import { useMay } from '@/entities/user/useMay';
import { useRequest } from '@/lib/api/useRequest';

/** Names of the installation's companies by id; empty for all but platform administrators. */
export function useCompanyNames(): Map<number, string> {
  const request = useRequest();
  const may = useMay('manage_companies') === true;
  const { data } = useQuery({
    queryKey: ['audit-company-names'],
    queryFn: async ({ signal }) =>
      (await request<{ items: { id: number; name: string }[] }>('/api/companies', { signal })).items,
    enabled: may,
  });
  return new Map(data?.map(({ id, name }) => [id, name]));
}
