import { useMe } from '@/entities/user/api/getMe';

export const useIsAdmin = (): boolean => useMe().data?.user.role === 'admin';

/** Officers override modes, but change no cameras. Null until it is known. */
export const useMayOverride = (): boolean | null => {
  const role = useMe().data?.user.role;
  return role === undefined ? null : role === 'admin' || role === 'officer';
};
