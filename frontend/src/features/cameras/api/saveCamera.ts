import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CAMERA_TEST_TIMEOUT_MS } from '@/config/limits';
import { dropCamera, keys, putCamera } from '@/entities/violation/violationCache';
import { request } from '@/lib/api/request';
import type { Camera, CameraChange, CameraTest, NewCamera } from '@/types/api';

/** Add a camera, or change one. */
export function useSaveCamera(id: number | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (camera: NewCamera) =>
      id === null
        ? request<Camera>('/api/cameras', { method: 'POST', body: camera })
        : request<Camera>(`/api/cameras/${id}`, { method: 'PATCH', body: camera }),
    onSuccess: (camera) => {
      putCamera(client, camera);
      return client.invalidateQueries({ queryKey: keys.schedules });
    },
  });
}

export function useChangeCamera(id: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: CameraChange) => request<Camera>(`/api/cameras/${id}`, { method: 'PATCH', body: change }),
    onSuccess: (camera) => putCamera(client, camera),
  });
}

export function useRemoveCamera() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number) => request<undefined>(`/api/cameras/${id}`, { method: 'DELETE' }),
    onSuccess: (_, id) => dropCamera(client, id),
  });
}

export function useRestoreCamera() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number) => request<Camera>(`/api/cameras/${id}/restore`, { method: 'POST', body: {} }),
    onSuccess: (camera) => {
      putCamera(client, camera);
      return client.invalidateQueries({ queryKey: keys.cameras });
    },
  });
}

/** Opens the source once and says what came; changes nothing. */
export const useTestCamera = (id: number | null) =>
  useMutation({
    mutationFn: (source: string) =>
      request<CameraTest>('/api/cameras/test', {
        method: 'POST',
        body: { source, ...(id !== null && { camera_id: id }) },
        timeoutMs: CAMERA_TEST_TIMEOUT_MS,
      }),
  });
