import { startOfDay } from './zonedTime';

const DAY_MS = 86_400_000;

/** The instant at which a calendar day, "2026-11-21", begins in `zone`; null when it is no day. */
export function dayBegins(day: string, zone: string): Date | null {
  const at = Date.parse(`${day}T12:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(at)) return null;
  const named = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const begins = [-DAY_MS, 0, DAY_MS].map((shift) => startOfDay(new Date(at + shift), zone));
  return begins.find((begin) => named.format(begin) === day) ?? null;
}

/** The day after: "2026-11-22". */
export const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T12:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
