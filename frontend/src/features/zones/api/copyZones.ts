import { useRulesMutation } from '@/entities/rule/useRulesMutation';
import type { Zones } from '@/types/api';

/** Add all zones of another camera, without their rules. */
export const useCopyZones = (cameraId: number) =>
  useRulesMutation(cameraId, (request, fromCameraId: number) =>
    request<Pick<Zones, 'items'>>(`/api/cameras/${cameraId}/zones/copy`, {
      method: 'POST',
      body: { from_camera_id: fromCameraId },
    }),
  );
