import { useMutation, useQueryClient } from '@tanstack/react-query';
import { meKey } from '@/entities/user/api/getMe';
import { useEnter } from '@/entities/user/useEnter';
import { useRequest } from '@/lib/api/useRequest';
import type { AcceptedLink } from '@/types/api';

interface Acceptance {
  token: string;
  name?: string;
  password?: string;
}

/** Uses a link; one that sets a password logs in. */
export function useAcceptLink() {
  const request = useRequest();
  const enter = useEnter();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (acceptance: Acceptance) =>
      request<AcceptedLink>('/api/links/accept', { method: 'POST', body: acceptance }),
    onSuccess: ({ login }) => {
      if (login !== null) enter(login);
      else void client.invalidateQueries({ queryKey: meKey });
    },
  });
}
