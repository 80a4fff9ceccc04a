import { useMutation, useQueryClient } from '@tanstack/react-query';
import { putCamera } from '@/entities/camera/cameraCache';
import { schedulesKey } from '@/entities/schedule/api/listSchedules';
import { useRequest } from '@/lib/api/useRequest';
import type { CameraToSave } from '@/features/cameras/lib/settings';
import type { Camera } from '@/types/api';

/** Add a camera, or change one. */
export function useSaveCamera(id: number | null) {
  const client = useQueryClient();
  const request = useRequest();
  return useMutation({
    mutationFn: (camera: CameraToSave) =>
      id === null
        ? request<Camera>('/api/cameras', { method: 'POST', body: camera })
        : request<Camera>(`/api/cameras/${id}`, { method: 'PATCH', body: camera }),
    onSuccess: (camera) => {
      putCamera(client, camera);
      return client.invalidateQueries({ queryKey: schedulesKey });
    },
  });
}
