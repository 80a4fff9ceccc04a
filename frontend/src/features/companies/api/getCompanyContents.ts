import { useQuery } from '@tanstack/react-query';
import { useRequest } from '@/lib/api/useRequest';
import type { Contents } from '@/types/api';

/** What a company holds; asked anew each time that its erasure is considered. */
export function useCompanyContents(id: number) {
  const request = useRequest();
  return useQuery({
    queryKey: ['company-contents', id],
    queryFn: ({ signal }) => request<Contents>(`/api/companies/${id}/contents`, { signal }),
    staleTime: 0,
    gcTime: 0,
  });
}
