import type { MadeLink } from '@/types/api';
import { useUserMutation } from './useUserMutation';

/** Another link in the place of one that was lost or has expired; the earlier one ends. */
export const useRenewLink = () =>
  useUserMutation((request, id: number) => request<MadeLink>(`/api/invitations/${id}/renew`, { method: 'POST' }));
