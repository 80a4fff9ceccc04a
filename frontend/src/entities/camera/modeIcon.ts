import { IconPower, IconShieldCheck, IconVideo, type TablerIcon } from '@tabler/icons-react';
import type { ScheduleMode } from '@/types/api';

/** The icon of each mode. */
export const modeIcon: Record<ScheduleMode, TablerIcon> = {
  detect: IconShieldCheck,
  stream: IconVideo,
  off: IconPower,
};
