import { hourOfDay, siteClock, startOfDay } from '@/lib/time/zonedTime';
import type { PreviewInterval } from '@/types/api';
import { RULER, type Bar } from './week';

const HOUR_MS = 3_600_000;

export interface PreviewDay {
  /** The site's midnight, ISO. */
  at: string;
  /** The next midnight, ISO. */
  until: string;
  bars: Bar[];
  /** Positions of the hours of `RULER`, as shares of this day. */
  ruler: number[];
  /** The day is not 24 hours long. */
  clocksChange: boolean;
  /** The name of the exception on this day, or null. */
  exception: string | null;
}

/** The intervals by the days of the site, each as shares of its day; a day on which clocks change is 23 or 25 hours. */
export function previewDays(intervals: readonly PreviewInterval[], zone: string): PreviewDay[] {
  const first = intervals[0];
  const last = intervals.at(-1);
  if (first === undefined || last === undefined) return [];
  const days: PreviewDay[] = [];
  for (let day = startOfDay(new Date(first.from), zone); day.getTime() < Date.parse(last.until);) {
    const next = startOfDay(new Date(day.getTime() + 26 * HOUR_MS), zone);
    days.push(dayOf(intervals, day.getTime(), next.getTime(), zone));
    day = next;
  }
  return days;
}

function dayOf(intervals: readonly PreviewInterval[], begins: number, ends: number, zone: string): PreviewDay {
  const within = intervals.filter(({ from, until }) => Date.parse(from) < ends && Date.parse(until) > begins);
  const share = (at: number) => (at - begins) / (ends - begins);
  const bars = within.map(({ from, until, mode, name }): Bar => {
    const [first, last] = [Math.max(Date.parse(from), begins), Math.min(Date.parse(until), ends)];
    const clocks = [siteClock(first, zone), last === ends ? '24:00' : siteClock(last, zone)] as const;
    return { mode, name, begins: share(first), ends: share(last), continues: Date.parse(from) < begins, clocks };
  });
  const exception = within.find(({ why, from }) => why === 'exception' && Date.parse(from) >= begins);
  const stands = (hour: number) => (hour === 24 ? 1 : share(hourOfDay(new Date(begins), hour, zone).getTime()));
  return {
    at: new Date(begins).toISOString(),
    until: new Date(ends).toISOString(),
    bars,
    ruler: RULER.map(stands),
    clocksChange: ends - begins !== 24 * HOUR_MS,
    exception: exception?.name ?? null,
  };
}

/** The interval at this instant and the one after it; null outside the intervals. */
export function currentAndNext(
  intervals: readonly PreviewInterval[],
  now: number,
): { current: PreviewInterval | null; next: PreviewInterval | null } {
  const index = intervals.findIndex(({ from, until }) => Date.parse(from) <= now && now < Date.parse(until));
  return { current: intervals[index] ?? null, next: index < 0 ? null : (intervals[index + 1] ?? null) };
}
