import type { SightKind } from './liveStatus';
import type { Camera } from '@/types/api';
import { useCameras } from '@/entities/camera/api/listCameras';
import { useLive } from '@/app/LiveProvider';

/** A camera's state as far as this browser knows it: without a connection, or an answer, nothing that was said still holds. */
export function useSaid(camera: Pick<Camera, 'state'>): SightKind {
  const { isError } = useCameras();
  if (useLive().status === 'lost') return 'lost';
  return isError ? 'unknown' : camera.state;
}
