/** Minutes that `zone` is ahead of UTC at this instant. */
function offsetMinutes(at: Date, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(at);
  const part = (type: string) => Number(parts.find((p) => p.type === type)?.value);
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  return Math.round((wall - at.getTime()) / 60_000);
}

/** The instant at which clocks at the site show this hour, 0 to 23, of the day of `at`. Right on days when clocks change. */
export function hourOfDay(at: Date, hour: number, zone: string): Date {
  const offset = offsetMinutes(at, zone);
  const wall = new Date(at.getTime() + offset * 60_000);
  const wanted = Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth(), wall.getUTCDate(), hour);
  const guess = new Date(wanted - offset * 60_000);
  return new Date(wanted - offsetMinutes(guess, zone) * 60_000);
}

/** The instant at which the site's day began. Where clocks change, a day is not 24 hours. */
export const startOfDay = (at: Date, zone: string): Date => hourOfDay(at, 0, zone);

/** What clocks at the site show at this instant: "02:30". */
export function siteClock(at: number, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

/** "3 minutes ago" in the given language. Under five seconds it is "now". */
export function relativeTime(at: number, now: number, locale: string): string {
  const seconds = Math.round((at - now) / 1000);
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'narrow' });
  if (Math.abs(seconds) < 5) return format.format(0, 'second');
  const [unit, size] = STEPS.find(([, s]) => Math.abs(seconds) >= s) ?? ['second', 1];
  return format.format(Math.trunc(seconds / size), unit);
}

/** The exact time at the site, with seconds and the zone's name. */
export function exactTime(at: string, zone: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  }).format(new Date(at));
}

/** Day and time at the site, short: for "since …". */
export function shortTime(at: string, zone: string, locale: string, now: number): string {
  const sameDay = startOfDay(new Date(at), zone).getTime() === startOfDay(new Date(now), zone).getTime();
  return new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(!sameDay && { day: 'numeric', month: 'short' }),
  }).format(new Date(at));
}

/** The day at the site. */
export function exactDay(at: string, zone: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { timeZone: zone, day: 'numeric', month: 'short', year: 'numeric' }).format(
    new Date(at),
  );
}

const DAY_MS = 86_400_000;

/** The site's time of something in the future; with its date if it is a day away or more. */
export function comingTime(at: string, zone: string, locale: string, now: number): string {
  const far = Date.parse(at) - now >= DAY_MS;
  return new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(far && { weekday: 'short', day: 'numeric', month: 'short' }),
  }).format(new Date(at));
}
