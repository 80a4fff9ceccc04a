import { useMutation, useQueryClient } from '@tanstack/react-query';
import { asProblem } from '@/lib/api/problem';
import { useRequest } from '@/lib/api/useRequest';
import type { Company } from '@/types/api';
import { ownCompanyKey } from './getOwnCompany';

/** Renames the own company, unless somebody else changed it; then the newest version is fetched. */
export function useRenameOwnCompany(version: number) {
  const client = useQueryClient();
  const request = useRequest();
  return useMutation({
    mutationFn: (name: string) => request<Company>('/api/company', { method: 'PATCH', body: { name, version } }),
    onSuccess: (company) => client.setQueryData(ownCompanyKey, company),
    onError: (error) => {
      if (asProblem(error).code === 'changed_meanwhile') void client.invalidateQueries({ queryKey: ownCompanyKey });
    },
  });
}
