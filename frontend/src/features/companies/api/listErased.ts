import { useQuery } from '@tanstack/react-query';
import { useRequest } from '@/lib/api/useRequest';
import type { AuditPage } from '@/types/api';

const MOST = 50;

/** The companies that were erased last, as the installation's audit has them. */
export function useErased() {
  const request = useRequest();
  return useQuery({
    queryKey: ['companies', 'erased'],
    queryFn: async ({ signal }) => {
      const page = await request<AuditPage>(`/api/installation/audit?action=company.erased&limit=${MOST}`, { signal });
      return page.items.map(({ target_id: id, at, detail }) => ({ id: Number(id), name: String(detail.name), at }));
    },
  });
}
