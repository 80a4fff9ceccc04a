import { useRulesMutation } from '@/entities/rule/useRulesMutation';

/** Delete a rule; its violations and versions stay. */
export const useDeleteRule = (cameraId: number) =>
  useRulesMutation(cameraId, (request, id: number) => request<undefined>(`/api/rules/${id}`, { method: 'DELETE' }));
