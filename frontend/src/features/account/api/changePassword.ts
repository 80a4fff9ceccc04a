import { useMutation } from '@tanstack/react-query';
import { useRequest } from '@/lib/api/useRequest';
import { useSession } from '@/lib/session/useSession';
import type { Login, PasswordChange } from '@/types/api';

/** Sets another password. Every earlier log-in ends, this one as well: the answer is a new one. */
export function useChangePassword() {
  const request = useRequest();
  const session = useSession();
  return useMutation({
    mutationFn: (change: PasswordChange) => request<Login>('/api/account/password', { method: 'POST', body: change }),
    onSuccess: ({ access_token: token }) => session.start(token),
  });
}
