import { queryOptions, useQuery } from '@tanstack/react-query';
import { keys } from '@/entities/violation/violationCache';
import { request } from '@/lib/api/request';
import type { Me } from '@/types/api';

export const meQuery = queryOptions({
  queryKey: keys.me,
  queryFn: ({ signal }) => request<Me>('/api/auth/me', { signal }),
  staleTime: 5 * 60_000,
});

/** Who is logged in and which sites they see. */
export const useMe = () => useQuery(meQuery);

export const useIsAdmin = (): boolean => useMe().data?.user.role === 'admin';

/** The time zone of a camera's site. */
export const useSiteZone = (): ((siteId: number) => string) => {
  const sites = useMe().data?.sites ?? [];
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (siteId) => (sites.find(({ id }) => id === siteId) ?? sites[0])?.time_zone ?? own;
};

/** Times are shown in the site's zone; the browser's own until the site is known. */
export const useZone = (): string => zoneOf(useMe().data);

export const zoneOf = (me: Me | undefined): string =>
  me?.sites[0]?.time_zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Officers choose modes, but change no cameras. Null until it is known. */
export const useMayChooseMode = (): boolean | null => {
  const role = useMe().data?.user.role;
  return role === undefined ? null : role !== 'viewer';
};
