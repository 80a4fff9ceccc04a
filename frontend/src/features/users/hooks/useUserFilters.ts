import { useSearchParams } from 'react-router';
import type { Member, Role } from '@/types/api';
import { ROLES } from '@/features/users/lib/roles';

export interface UserFilters {
  text: string;
  role: Role | null;
}

/** Search text and role, kept in the address. */
export function useUserFilters(): [UserFilters, (filters: UserFilters) => void] {
  const [params, setParams] = useSearchParams();
  const filters = { text: params.get('q') ?? '', role: ROLES.find((role) => role === params.get('role')) ?? null };
  const change = ({ text, role }: UserFilters) =>
    setParams({ ...(text !== '' && { q: text }), ...(role !== null && { role }) }, { replace: true });
  return [filters, change];
}

export function filtered(users: Member[], { text, role }: UserFilters): Member[] {
  const wanted = text.trim().toLowerCase();
  return users.filter(
    (user) =>
      (role === null || user.role === role) &&
      (user.name.toLowerCase().includes(wanted) || user.email.toLowerCase().includes(wanted)),
  );
}
