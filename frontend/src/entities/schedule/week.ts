import { minutesOf } from '@/lib/time/clock';
import type { ScheduleMode, Slot, WeeklySlot } from '@/types/api';

export const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;
/** Hours that are written over days. */
export const RULER = [0, 6, 12, 18, 24] as const;
const DAY = 1440;
const WEEK = 7 * DAY;

/** A stretch of one day under one mode; `begins` and `ends` are shares of the day, 0 to 1. */
export interface Bar {
  begins: number;
  ends: number;
  mode: ScheduleMode;
  name: string;
  /** Begun on the day before. */
  continues: boolean;
  /** What clocks show at its ends, where that is not told by its shares: on a certain day, which may have 23 or 25 hours. */
  clocks?: readonly [string, string];
}

interface Placed {
  slot: WeeklySlot;
  index: number;
  /** Minutes since Monday's midnight. */
  begins: number;
  minutes: number;
}

/** Ends on the day after it began? Midnight itself does not count. */
export const isOvernight = ({ start, end }: Pick<Slot, 'start' | 'end'>): boolean =>
  minutesOf(end) <= minutesOf(start) && minutesOf(end) > 0;

/** How long a slot lasts. An end not behind the start is on the next day; both equal is a whole day. */
export function slotMinutes({ start, end }: Pick<Slot, 'start' | 'end'>): number {
  const minutes = minutesOf(end) - minutesOf(start);
  return minutes > 0 ? minutes : minutes + DAY;
}

/** Slots at their destinations in the week. Those whose times cannot be read are left out. */
function placed(slots: readonly WeeklySlot[]): Placed[] {
  return slots.flatMap((slot, index) => {
    const minutes = slotMinutes(slot);
    if (Number.isNaN(minutes)) return [];
    return slot.days.map((day) => ({ slot, index, begins: (day - 1) * DAY + minutesOf(slot.start), minutes }));
  });
}

/** What holds in an ordinary week: seven days without a gap. What begins on one day goes on into the next, from Sunday into Monday. */
export function weekBars(slots: readonly WeeklySlot[], otherwise: ScheduleMode): Bar[][] {
  const days: Bar[][] = DAYS.map(() => []);
  for (const { slot, begins, minutes } of placed(slots)) {
    const day = Math.floor(begins / DAY);
    const start = begins % DAY;
    const { mode, name } = slot;
    days[day]?.push({ begins: start / DAY, ends: Math.min(start + minutes, DAY) / DAY, mode, name, continues: false });
    const rest = start + minutes - DAY;
    if (rest > 0) days[(day + 1) % 7]?.push({ begins: 0, ends: rest / DAY, mode, name, continues: true });
  }
  return days.map((bars) => filled(bars, otherwise));
}

function filled(bars: Bar[], otherwise: ScheduleMode): Bar[] {
  const day: Bar[] = [];
  let at = 0;
  const rest = (until: number) => {
    if (until > at) day.push({ begins: at, ends: until, mode: otherwise, name: '', continues: false });
  };
  for (const bar of bars.toSorted((a, b) => a.begins - b.begins)) {
    rest(bar.begins);
    if (bar.ends > at) day.push({ ...bar, begins: Math.max(bar.begins, at) });
    at = Math.max(at, bar.ends);
  }
  rest(1);
  return day;
}

/** Which slot is in the way of an earlier one in the list: its index → the other's. Over midnight and Sunday too. */
export function overlaps(slots: readonly WeeklySlot[]): Map<number, number> {
  const found = new Map<number, number>();
  const all = placed(slots);
  for (const one of all) {
    for (const other of all) {
      if (one.index <= other.index || found.has(one.index)) continue;
      const behind = (one.begins - other.begins + WEEK) % WEEK;
      const ahead = (other.begins - one.begins + WEEK) % WEEK;
      if (behind < other.minutes || ahead < one.minutes) found.set(one.index, other.index);
    }
  }
  return found;
}
