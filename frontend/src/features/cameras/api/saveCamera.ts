import { useMutation, useQueryClient } from '@tanstack/react-query';
import { putCamera } from '@/entities/camera/cameraCache';
import { schedulesKey } from '@/entities/schedule/api/listSchedules';
import { useRequest } from '@/lib/api/useRequest';
import type { CameraFormFields } from '@/features/cameras/lib/cameraSettings';
import type { Camera } from '@/types/api';

/** Add a camera, or change all fields of one. */
export function useSaveCamera(id: number | null) {
  const client = useQueryClient();
  const request = useRequest();
  return useMutation({
    mutationFn: (camera: CameraFormFields) =>
      id === null
        ? request<Camera>('/api/cameras', { method: 'POST', body: camera })
        : request<Camera>(`/api/cameras/${id}`, { method: 'PATCH', body: camera }),
    onSuccess: (camera) => {
      putCamera(client, camera);
      return client.invalidateQueries({ queryKey: schedulesKey });
    },
  });
}
