import { useMutation, useQueryClient } from '@tanstack/react-query';
import { dropCamera } from '@/entities/camera/cameraCache';
import { useRequest } from '@/lib/api/useRequest';

export function useRemoveCamera() {
  const client = useQueryClient();
  const request = useRequest();
  return useMutation({
    mutationFn: (id: number) => request<undefined>(`/api/cameras/${id}`, { method: 'DELETE' }),
    onSuccess: (_, id) => dropCamera(client, id),
  });
}
