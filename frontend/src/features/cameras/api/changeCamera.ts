import { useMutation, useQueryClient } from '@tanstack/react-query';
import { putCamera } from '@/entities/camera/cameraCache';
import { useRequest } from '@/lib/api/useRequest';
import type { Camera, CameraChange } from '@/types/api';

export function useChangeCamera(id: number) {
  const client = useQueryClient();
  const request = useRequest();
  return useMutation({
    mutationFn: (change: CameraChange) => request<Camera>(`/api/cameras/${id}`, { method: 'PATCH', body: change }),
    onSuccess: (camera) => putCamera(client, camera),
  });
}
