import type { MadeLink, NewInvitation } from '@/types/api';
import { useUserMutation } from './useUserMutation';

/** A link with which somebody joins. */
export const useInviteUser = () =>
  useUserMutation((request, invitation: NewInvitation) =>
    request<MadeLink>('/api/invitations', { method: 'POST', body: invitation }),
  );
