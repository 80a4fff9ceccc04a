import type { MadeLink } from '@/types/api';
import { useUserMutation } from './useUserMutation';

/** A link with which a user sets another password. */
export const useResetUser = () =>
  useUserMutation((request, id: number) => request<MadeLink>(`/api/users/${id}/reset`, { method: 'POST' }));
