import type { Erasure } from '@/types/api';
import { useCompanyMutation } from './useCompanyMutation';

/** Has a job erase a company. Its name confirms it. */
export const useEraseCompany = (id: number) =>
  useCompanyMutation((request, name: string) =>
    request<Erasure>(`/api/companies/${id}`, { method: 'DELETE', body: { name } }),
  );
