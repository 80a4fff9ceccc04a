import type { Schedule } from '@/types/api';

export const aSchedule = (changes: Partial<Schedule> = {}): Schedule => ({
  id: 1,
  name: 'Nights',
  otherwise: 'stream',
  slots: [{ days: [1], start: '22:00', end: '06:00', mode: 'detect', name: 'Night shift' }],
  exceptions: [],
  camera_ids: [],
  skipped: [],
  created_at: '2026-11-01T00:00:00Z',
  updated_at: '2026-11-01T00:00:00Z',
  ...changes,
});
