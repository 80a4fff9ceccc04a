import type { SightKind } from '@/lib/sight';
import type { Camera } from '@/types/api';
import { useLive } from './useLive';

/** A camera's state as far as this browser knows it: without a connection, nothing that was said still holds. */
export function useSaid(camera: Pick<Camera, 'state'>): SightKind {
  return useLive().status === 'lost' ? 'lost' : camera.state;
}
