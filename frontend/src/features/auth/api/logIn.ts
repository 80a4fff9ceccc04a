import { useMutation } from '@tanstack/react-query';
import { request } from '@/lib/api/request';
import { startSession } from '@/lib/session/session';
import type { Login } from '@/types/api';

interface Credentials {
  email: string;
  password: string;
}

export const useLogIn = () =>
  useMutation({
    mutationFn: (credentials: Credentials) => request<Login>('/api/auth/login', { method: 'POST', body: credentials }),
    onSuccess: ({ access_token: token }) => startSession(token),
  });
