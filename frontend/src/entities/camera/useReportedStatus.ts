import { useCameras } from '@/entities/camera/api/listCameras';
import { useLive } from '@/entities/live/LiveContext';
import type { Camera } from '@/types/api';
import type { LiveStatusKind } from './liveStatus';

/** A camera's state as far as this browser knows it: `lost` without a connection, `unknown` without an answer. */
export function useReportedStatus(camera: Pick<Camera, 'state'>): LiveStatusKind {
  const { isError } = useCameras();
  if (useLive().status === 'lost') return 'lost';
  return isError ? 'unknown' : camera.state;
}
