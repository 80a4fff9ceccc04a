import { DAYS } from '@/entities/schedule/week';
import type { Translate } from '@/lib/i18n/useLocale';
import type { Definition, ScheduleMode, WeeklySlot } from '@/types/api';

type Week = Pick<Definition, 'slots' | 'otherwise'>;

export const PRESETS = ['always', 'day', 'three', 'nights'] as const;
export type Preset = (typeof PRESETS)[number];

const daily = [...DAYS];
const slot = (days: number[], start: string, end: string, name: string, mode: ScheduleMode = 'detect'): WeeklySlot => ({
  days,
  start,
  end,
  mode,
  name,
});

/** The slots of a preset. */
export function presetWeek(preset: Preset, t: Translate): Week {
  switch (preset) {
    case 'always':
      return { otherwise: 'detect', slots: [] };
    case 'day':
      return { otherwise: 'stream', slots: [slot([1, 2, 3, 4, 5], '07:00', '15:00', t('schedules.shift_day'))] };
    case 'three':
      return {
        otherwise: 'stream',
        slots: [
          slot(daily, '07:00', '15:00', t('schedules.shift_morning')),
          slot(daily, '15:00', '23:00', t('schedules.shift_afternoon')),
          slot(daily, '23:00', '07:00', t('schedules.shift_night')),
        ],
      };
    case 'nights':
      return { otherwise: 'stream', slots: [slot(daily, '22:00', '06:00', t('schedules.shift_night'))] };
  }
}

export const newSlot = (): WeeklySlot => slot([1, 2, 3, 4, 5], '08:00', '17:00', '');
