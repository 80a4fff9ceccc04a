import { useRulesMutation } from '@/entities/rule/useRulesMutation';
import type { Zone } from '@/types/api';

interface ZoneToSave {
  /** Null adds one. */
  zone: Pick<Zone, 'id' | 'version'> | null;
  change: Partial<Pick<Zone, 'name' | 'kind' | 'colour' | 'corners'>>;
  /** Over which it was drawn; null: the camera's present one. */
  picture: Zone['picture'];
}

/** Add a zone, or change one. */
export const useSaveZone = (cameraId: number) =>
  useRulesMutation(cameraId, (request, { zone, change, picture }: ZoneToSave) => {
    const body = { ...change, ...(change.corners && picture && { picture }) };
    return zone === null
      ? request<Zone>(`/api/cameras/${cameraId}/zones`, { method: 'POST', body })
      : request<Zone>(`/api/zones/${zone.id}`, { method: 'PATCH', body: { ...body, version: zone.version } });
  });
