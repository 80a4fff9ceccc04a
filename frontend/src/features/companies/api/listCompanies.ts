import { useQuery } from '@tanstack/react-query';
import { useRequest } from '@/lib/api/useRequest';
import type { CompanyOverview } from '@/types/api';

export const companiesKey = ['companies'] as const;

/** Camera states change by themselves. Shorter costs requests; longer shows states that have passed. */
const EVERY_MS = 15_000;

/** All companies of the installation, oldest first. */
export function useCompanies() {
  const request = useRequest();
  return useQuery({
    queryKey: companiesKey,
    queryFn: async ({ signal }) => (await request<{ items: CompanyOverview[] }>('/api/companies', { signal })).items,
    refetchInterval: EVERY_MS,
  });
}
