import type { Member, MemberEdit } from '@/types/api';
import { useUserMutation } from './useUserMutation';

/** `version`: as the caller saw the user; after another change it is refused. */
export const useChangeUser = () =>
  useUserMutation((request, { id, version, edit }: { id: number; version: number; edit: MemberEdit }) =>
    request<Member>(`/api/users/${id}`, { method: 'PATCH', body: { version, ...edit } }),
  );
