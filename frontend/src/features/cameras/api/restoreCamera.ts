import { useMutation, useQueryClient } from '@tanstack/react-query';
import { camerasKey } from '@/entities/camera/api/listCameras';
import { putCamera } from '@/entities/camera/cameraCache';
import { useRequest } from '@/lib/api/useRequest';
import type { Camera } from '@/types/api';

/** Take back the removal of a camera. */
export function useRestoreCamera() {
  const client = useQueryClient();
  const request = useRequest();
  return useMutation({
    mutationFn: (id: number) => request<Camera>(`/api/cameras/${id}/restore`, { method: 'POST', body: {} }),
    onSuccess: (camera) => {
      putCamera(client, camera);
      return client.invalidateQueries({ queryKey: camerasKey });
    },
  });
}
