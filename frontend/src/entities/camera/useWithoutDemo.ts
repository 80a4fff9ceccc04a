import { useCameras } from '@/entities/camera/api/listCameras';

/**
 * Whether lists and counts leave demonstrations out: once there is a real camera, unless one camera was chosen.
 * `isKnown` is false until the cameras are loaded, or could not be.
 */
export function useWithoutDemo(cameraId: number | null): { withoutDemo: boolean; isKnown: boolean } {
  const { data, isPending } = useCameras();
  return { withoutDemo: cameraId === null && (data?.some(({ demo }) => !demo) ?? false), isKnown: !isPending };
}
