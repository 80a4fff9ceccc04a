import { IconBlur, IconCalendarOff, IconCameraRotate, IconClockExclamation, IconHourglassHigh, type TablerIcon } from '@tabler/icons-react';
import type { Warning } from '@/lib/sight';

/** The sign of each warning, beside its word. */
export const warningLook: Record<Warning, TablerIcon> = {
  falling_behind: IconHourglassHigh,
  moved: IconCameraRotate,
  defocused: IconBlur,
  clock_jumped: IconClockExclamation,
  schedule_unreadable: IconCalendarOff,
};
