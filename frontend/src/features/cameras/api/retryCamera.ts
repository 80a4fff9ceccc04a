import { useMutation, useQueryClient } from '@tanstack/react-query';
import { putCamera } from '@/entities/camera/cameraCache';
import { useRequest } from '@/lib/api/useRequest';
import type { Camera } from '@/types/api';

/** Open the camera's source now instead of at its next attempt. */
export function useRetryCamera(id: number) {
  const client = useQueryClient();
  const request = useRequest();
  return useMutation({
    mutationFn: () => request<Camera>(`/api/cameras/${id}/retry`, { method: 'POST', body: {} }),
    onSuccess: (camera) => putCamera(client, camera),
  });
}
