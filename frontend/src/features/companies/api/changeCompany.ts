import type { Company, CompanyChange } from '@/types/api';
import { useCompanyMutation } from './useCompanyMutation';

/** Changes a company, unless somebody else did since `version` was read. */
export const useChangeCompany = (id: number) =>
  useCompanyMutation((request, body: CompanyChange) =>
    request<Company>(`/api/companies/${id}`, { method: 'PATCH', body }),
  );
