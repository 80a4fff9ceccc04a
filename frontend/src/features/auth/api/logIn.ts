import { useMutation } from '@tanstack/react-query';
import { useRequest } from '@/lib/api/useRequest';
import { useSession } from '@/lib/session/useSession';
import type { Credentials, Login } from '@/types/api';

export function useLogIn() {
  const request = useRequest();
  const session = useSession();
  return useMutation({
    mutationFn: (credentials: Credentials) => request<Login>('/api/auth/login', { method: 'POST', body: credentials }),
    onSuccess: ({ access_token: token }) => session.start(token),
  });
}
