import { useUserMutation } from './useUserMutation';

export const useRevokeLink = () =>
  useUserMutation((request, id: number) => request<undefined>(`/api/invitations/${id}`, { method: 'DELETE' }));
