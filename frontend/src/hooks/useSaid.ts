import type { SightKind } from '@/lib/sight';
import type { Camera } from '@/types/api';
import { useCameras } from './useCameras';
import { useLive } from './useLive';

/** A camera's state as far as this browser knows it: without a connection, or an answer, nothing that was said still holds. */
export function useSaid(camera: Pick<Camera, 'state'>): SightKind {
  const { isError } = useCameras();
  if (useLive().status === 'lost') return 'lost';
  return isError ? 'unknown' : camera.state;
}
