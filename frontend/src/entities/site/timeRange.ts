import { startOfDay } from '@/lib/time/zonedTime';

export const RANGES = ['hour', 'today', 'yesterday', 'week'] as const;
export type Range = (typeof RANGES)[number];

const HOUR = 3_600_000;

/** A range as instants; `until` is not included. */
export interface Bounds {
  since: Date | null;
  until: Date | null;
}

/** Days are the site's. */
export function rangeBounds(range: Range | null, now: Date, zone: string): Bounds {
  const today = startOfDay(now, zone);
  switch (range) {
    case null:
      return { since: null, until: null };
    case 'hour':
      return { since: new Date(now.getTime() - HOUR), until: null };
    case 'today':
      return { since: today, until: null };
    case 'yesterday':
      return { since: startOfDay(new Date(today.getTime() - HOUR), zone), until: today };
    case 'week':
      return { since: new Date(now.getTime() - 7 * 24 * HOUR), until: null };
  }
}
