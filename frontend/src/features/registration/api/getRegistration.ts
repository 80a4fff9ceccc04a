import { useQuery } from '@tanstack/react-query';
import { useRequest } from '@/lib/api/useRequest';
import type { RegistrationMode } from '@/types/api';

/** Who may register a company here. */
export function useRegistration() {
  const request = useRequest();
  return useQuery({
    queryKey: ['registration'],
    queryFn: async ({ signal }) =>
      (await request<{ registration: RegistrationMode }>('/api/companies/registration', { signal })).registration,
    staleTime: 5 * 60_000,
  });
}
