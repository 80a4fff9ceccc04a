import { useQueryClient } from '@tanstack/react-query';
import { rangeBounds, type Bounds, type Range } from '@/entities/violation/filters';
import { startOfDay } from '@/lib/time/zonedTime';
import { meQuery, useMe, zoneOf } from '@/entities/user/api/getMe';
import { useNow } from '@/lib/time/useNow';

interface RangeNow {
  /** Belongs in a query's key: on another day, or in another zone, the window is another. Null where it does not hang on it. */
  day: string | null;
  /** Where the window begins now; null where it has no beginning, or that is not known yet. */
  since: Date | null;
  /** The window at the time of asking. Waits for the site's zone, and fails where nobody tells it. */
  bounds: () => Promise<Bounds>;
}

/** A time filter's window: it moves on with the clock, and its days are the site's. */
export function useRange(range: Range | null): RangeNow {
  const client = useQueryClient();
  const { data: me } = useMe();
  const now = new Date(useNow(60_000));
  const zone = zoneOf(me);
  const known = range !== null && me !== undefined;
  return {
    day: known ? `${zone} ${startOfDay(now, zone).toISOString()}` : null,
    since: known ? rangeBounds(range, now, zone).since : null,
    bounds: async () =>
      rangeBounds(
        range,
        new Date(),
        range === null ? zone : zoneOf(await client.query({ ...meQuery, staleTime: 'static' })),
      ),
  };
}
