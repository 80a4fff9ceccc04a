import { useQuery } from '@tanstack/react-query';
import { keys } from '@/lib/liveCache';
import { request } from '@/lib/request';
import type { Me } from '@/types/api';

/** Who is logged in and which sites they see. */
export const useMe = () =>
  useQuery({ queryKey: keys.me, queryFn: ({ signal }) => request<Me>('/api/auth/me', { signal }), staleTime: 5 * 60_000 });

export const useIsAdmin = (): boolean => useMe().data?.user.role === 'admin';

/** Times are shown in the site's zone; the browser's own until the site is known. */
export const useZone = (): string => useMe().data?.sites[0]?.time_zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
