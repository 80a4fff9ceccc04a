import {
  IconBlur,
  IconCalendarOff,
  IconCameraRotate,
  IconClockExclamation,
  IconHourglassHigh,
  IconMoon,
  IconPolygonOff,
  IconSettingsExclamation,
  type TablerIcon,
} from '@tabler/icons-react';
import type { Warning } from './liveStatus';

/** The icon of each warning. */
export const warningIcon: Record<Warning, TablerIcon> = {
  falling_behind: IconHourglassHigh,
  moved: IconCameraRotate,
  defocused: IconBlur,
  no_colour: IconMoon,
  clock_jumped: IconClockExclamation,
  schedule_unreadable: IconCalendarOff,
  settings_unreadable: IconSettingsExclamation,
  rules_unreadable: IconPolygonOff,
};
