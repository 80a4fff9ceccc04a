import type { Company, NewCompany } from '@/types/api';
import { useCompanyMutation } from './useCompanyMutation';

export const useAddCompany = () =>
  useCompanyMutation((request, body: NewCompany) => request<Company>('/api/companies', { method: 'POST', body }));
