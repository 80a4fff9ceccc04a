import { useQuery } from '@tanstack/react-query';
import { useRequest } from '@/lib/api/useRequest';
import type { Company } from '@/types/api';

export const ownCompanyKey = ['company'] as const;

/** The company of the person who is logged in. */
export function useOwnCompany() {
  const request = useRequest();
  return useQuery({
    queryKey: ownCompanyKey,
    queryFn: ({ signal }) => request<Company>('/api/company', { signal }),
  });
}
