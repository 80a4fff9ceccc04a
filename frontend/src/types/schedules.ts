/** Schedules and modes, as docs/api.md has them. Clock times are local to the camera's site, `HH:MM`. */

export type ScheduleMode = 'detect' | 'stream' | 'off';
export const MODES: readonly ScheduleMode[] = ['detect', 'stream', 'off'];

export interface Slot {
  start: string;
  /** Not behind `start`: on the next day. */
  end: string;
  mode: ScheduleMode;
  /** May be empty. */
  name: string;
}

export interface WeeklySlot extends Slot {
  /** 1 is Monday. A slot belongs to the days on which it begins. */
  days: number[];
}

export interface ExceptionDate {
  date: string;
  name: string;
  slots: Slot[];
  otherwise: ScheduleMode;
}

export interface Definition {
  otherwise: ScheduleMode;
  slots: WeeklySlot[];
  exceptions: ExceptionDate[];
}

export interface NewSchedule extends Definition {
  name: string;
}

export interface Schedule extends NewSchedule {
  id: number;
  camera_ids: number[];
  created_at: string;
  updated_at: string;
}

export interface PreviewInterval {
  from: string;
  until: string;
  mode: ScheduleMode;
  name: string;
  why: 'slot' | 'exception' | 'otherwise';
}

export interface Preview {
  time_zone: string;
  /** Without a gap and without an overlap. */
  intervals: PreviewInterval[];
}

export interface ModeWhy {
  why: 'disabled' | 'override' | 'slot' | 'exception' | 'otherwise' | 'fixed' | 'unreadable';
  /** Of the slot, the exception, or the person who chose the mode; may be empty. */
  name: string;
  until: string | null;
}

export interface Override {
  mode: ScheduleMode;
  until: string | null;
  by_name: string;
}
