import { useMutation } from '@tanstack/react-query';
import { useRequest } from '@/lib/api/useRequest';
import type { Visit } from '@/types/api';

/** A token to see a company for an hour. The company reads the reason in its audit. */
export function useVisitCompany(id: number) {
  const request = useRequest();
  return useMutation({
    mutationFn: (reason: string) => request<Visit>(`/api/companies/${id}/access`, { method: 'POST', body: { reason } }),
  });
}
