import type { Contents } from '@/types/api';

/** In the order in which they are shown. */
export const PARTS = ['sites', 'cameras', 'schedules', 'users', 'violations'] as const;

export const total = (contents: Contents): number => PARTS.reduce((sum, part) => sum + contents[part], 0);
