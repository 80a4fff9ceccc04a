import { useMe } from '@/entities/user/api/getMe';
import { ownZone } from '@/lib/time/timeZones';
import type { Me } from '@/types/api';

/** Times are shown in the site's zone; in the browser's own until the site is known. */
export const useZone = (): string => zoneOf(useMe().data);

export const zoneOf = (me: Me | undefined): string => me?.sites[0]?.time_zone ?? ownZone();

/** The time zone of a camera's site. */
export const useSiteZone = (): ((siteId: number) => string) => {
  const sites = useMe().data?.sites ?? [];
  return (siteId) => (sites.find(({ id }) => id === siteId) ?? sites[0])?.time_zone ?? ownZone();
};
