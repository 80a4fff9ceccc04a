import { useMutation, useQueryClient } from '@tanstack/react-query';
import { putCamera } from '@/entities/violation/violationCache';
import { request } from '@/lib/api/request';
import type { Camera, ScheduleMode } from '@/types/api';

export interface Choice {
  mode: ScheduleMode;
  /** ISO; null is until further notice. */
  until: string | null;
}

/** Put a mode before the schedule; null ends that. */
export function useChooseMode(cameraId: number) {
  const client = useQueryClient();
  const path = `/api/cameras/${cameraId}/mode`;
  return useMutation({
    mutationFn: (choice: Choice | null) =>
      request<Camera>(path, choice === null ? { method: 'DELETE' } : { method: 'PUT', body: choice }),
    onSuccess: (camera) => putCamera(client, camera),
  });
}

export const DURATIONS = ['m30', 'h1', 'h4', 'change', 'open'] as const;
export type Duration = (typeof DURATIONS)[number];

const MINUTES = { m30: 30, h1: 60, h4: 240 } as const;

/** When a choice made now would end: an instant, or null for never. `change` is the schedule's next change. */
export function endOf(duration: Duration, now: number, change: string | null): string | null {
  if (duration === 'open') return null;
  if (duration === 'change') return change;
  return new Date(now + MINUTES[duration] * 60_000).toISOString();
}
