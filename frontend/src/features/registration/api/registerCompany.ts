import { useMutation } from '@tanstack/react-query';
import { useEnter } from '@/entities/user/useEnter';
import { useRequest } from '@/lib/api/useRequest';
import type { Login, NewRegistration } from '@/types/api';

/** Makes a company with its first site and administrator, and logs them in. */
export function useRegisterCompany() {
  const request = useRequest();
  const enter = useEnter();
  return useMutation({
    mutationFn: (registration: NewRegistration) =>
      request<Login>('/api/companies/register', { method: 'POST', body: registration }),
    onSuccess: enter,
  });
}
