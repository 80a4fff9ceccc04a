import { useRulesMutation } from '@/entities/rule/useRulesMutation';
import type { Zone } from '@/types/api';

/** Restore a deleted zone with the rules that were deleted with it. */
export const useRestoreZone = (cameraId: number) =>
  useRulesMutation(cameraId, (request, id: number) => request<Zone>(`/api/zones/${id}/restore`, { method: 'POST' }));
