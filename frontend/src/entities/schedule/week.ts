import { minutesOf } from '@/lib/time/clock';
import type { ScheduleMode, Slot, WeeklySlot } from '@/types/api';

export const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;
/** Hours shown above the days. */
export const RULER = [0, 6, 12, 18, 24] as const;
const DAY = 1440;
const WEEK = 7 * DAY;

/** A stretch of one day under one mode; `begins` and `ends` are shares of the day, 0 to 1. */
export interface Bar {
  begins: number;
  ends: number;
  mode: ScheduleMode;
  name: string;
  /** Started on the day before. */
  continues: boolean;
  /** Clock times of its ends, for a certain date: there the shares do not give them, as a day may have 23 or 25 hours. */
  clocks?: readonly [string, string];
}

interface Placed {
  slot: WeeklySlot;
  index: number;
  /** Minutes since Monday's midnight. */
  begins: number;
  minutes: number;
}

/** Whether it ends on the day after it started. Midnight itself does not count. */
export const isOvernight = ({ start, end }: Pick<Slot, 'start' | 'end'>): boolean =>
  minutesOf(end) <= minutesOf(start) && minutesOf(end) > 0;

/** Duration of a slot. An end not after the start is on the next day; both equal is a whole day. */
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

/** A week without exceptions: seven days without gaps. A slot may continue into the next day, from Sunday into Monday. */
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

/** Slots that overlap an earlier one in the list: index → the other's index. Across midnight and Sunday too. */
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
