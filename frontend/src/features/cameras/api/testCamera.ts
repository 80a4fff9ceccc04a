import { useMutation } from '@tanstack/react-query';
import { useRequest } from '@/lib/api/useRequest';
import type { CameraTest } from '@/types/api';

/** The backend answers within 15 seconds; the browser waits a little longer before it gives up itself. */
const TIMEOUT_MS = 20_000;

/** Opens the source once and reports the result; changes nothing. */
export function useTestCamera(id: number | null) {
  const request = useRequest();
  return useMutation({
    mutationFn: (source: string) =>
      request<CameraTest>('/api/cameras/test', {
        method: 'POST',
        body: { source, ...(id !== null && { camera_id: id }) },
        timeoutMs: TIMEOUT_MS,
      }),
  });
}
