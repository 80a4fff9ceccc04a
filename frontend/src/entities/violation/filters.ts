import type { Item, Violation } from '@/types/api';
import { startOfDay } from '@/lib/time/zonedTime';

export const RANGES = ['hour', 'today', 'yesterday', 'week'] as const;
export type Range = (typeof RANGES)[number];
export const ITEMS: readonly Item[] = ['helmet', 'vest'];

/** What the gallery shows. Null is "all". */
export interface Filters {
  cameraId: number | null;
  item: Item | null;
  range: Range | null;
}

export const NO_FILTERS: Filters = { cameraId: null, item: null, range: null };

/** From the address bar; what does not fit is ignored rather than shown as an error. */
export function filtersFrom(search: URLSearchParams): Filters {
  const camera = Number(search.get('camera') ?? Number.NaN);
  return {
    cameraId: Number.isInteger(camera) && camera > 0 ? camera : null,
    item: ITEMS.find((item) => item === search.get('item')) ?? null,
    range: RANGES.find((range) => range === search.get('time')) ?? null,
  };
}

/** Into the address bar; other parameters stay. */
export function filtersInto(search: URLSearchParams, filters: Filters): URLSearchParams {
  const next = new URLSearchParams(search);
  const put = (name: string, value: string | number | null) => {
    if (value === null) next.delete(name);
    else next.set(name, String(value));
  };
  put('camera', filters.cameraId);
  put('item', filters.item);
  put('time', filters.range);
  return next;
}

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

/** Does a violation that has just opened belong in a list with these filters? */
export const fits = (violation: Violation, filters: Filters): boolean =>
  (filters.cameraId === null || filters.cameraId === violation.camera_id) &&
  (filters.item === null || filters.item === violation.item) &&
  filters.range !== 'yesterday';
