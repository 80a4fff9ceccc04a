import { useUserMutation } from './useUserMutation';

export const useDeleteUser = () =>
  useUserMutation((request, { id, version }: { id: number; version: number }) =>
    request<undefined>(`/api/users/${id}?version=${version}`, { method: 'DELETE' }),
  );
