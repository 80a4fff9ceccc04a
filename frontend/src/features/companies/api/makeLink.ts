import { useMutation } from '@tanstack/react-query';
import { useRequest } from '@/lib/api/useRequest';
import type { MadeLink } from '@/types/api';

interface Person {
  name: string;
  email: string;
}

/** A link to hand over: to become an administrator of a company, or, for null, to register one. */
export function useMakeLink(companyId: number | null) {
  const request = useRequest();
  return useMutation({
    mutationFn: (person: Person) =>
      companyId === null
        ? request<MadeLink>('/api/invitations/registration', { method: 'POST', body: person })
        : request<MadeLink>('/api/invitations', {
            method: 'POST',
            body: { ...person, role: 'admin', company_id: companyId },
          }),
  });
}
