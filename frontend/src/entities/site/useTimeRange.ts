import { useQueryClient } from '@tanstack/react-query';
import { meQuery, useMe } from '@/entities/user/api/getMe';
import { useRequest } from '@/lib/api/useRequest';
import { useNow } from '@/lib/time/useNow';
import { startOfDay } from '@/lib/time/zonedTime';
import { rangeBounds, type Bounds, type Range } from './timeRange';
import { zoneOf } from './zone';

interface TimeWindow {
  /** For a query's key: on another day, or in another zone, the window is another. Null where it does not depend on it. */
  day: string | null;
  /** Where the window begins now; null where it has no beginning, or that is not known yet. */
  since: Date | null;
  /** The window at the time of the request. Waits for the site's zone, and fails when that cannot be read. */
  bounds: () => Promise<Bounds>;
}

/** The window of a time filter: it moves on with the clock, and its days are the site's. */
export function useTimeRange(range: Range | null): TimeWindow {
  const client = useQueryClient();
  const request = useRequest();
  const { data: me } = useMe();
  const now = new Date(useNow(60_000));
  const zone = zoneOf(me);
  const known = range !== null && me !== undefined;
  return {
    day: known ? `${zone} ${startOfDay(now, zone).toISOString()}` : null,
    since: known ? rangeBounds(range, now, zone).since : null,
    bounds: async () => {
      if (range === null) return rangeBounds(null, new Date(), zone);
      return rangeBounds(range, new Date(), zoneOf(await client.query({ ...meQuery(request), staleTime: 'static' })));
    },
  };
}
