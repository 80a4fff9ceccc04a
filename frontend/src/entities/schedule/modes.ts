import type { ScheduleMode } from '@/types/api';

export const MODES: readonly ScheduleMode[] = ['detect', 'stream', 'off'];
