import { useMutation, useQueryClient } from '@tanstack/react-query';
import { putCamera } from '@/entities/camera/cameraCache';
import { useRequest } from '@/lib/api/useRequest';
import type { Camera, ScheduleMode } from '@/types/api';

export interface NewOverride {
  mode: ScheduleMode;
  /** ISO; null is until further notice. */
  until: string | null;
}

/** Override what the schedule says; null ends the override. */
export function useOverrideMode(cameraId: number) {
  const client = useQueryClient();
  const request = useRequest();
  const path = `/api/cameras/${cameraId}/mode`;
  return useMutation({
    mutationFn: (override: NewOverride | null) =>
      request<Camera>(path, override === null ? { method: 'DELETE' } : { method: 'PUT', body: override }),
    onSuccess: (camera) => putCamera(client, camera),
  });
}
