import { useRulesMutation } from '@/entities/rule/useRulesMutation';
import type { Rule } from '@/types/api';

export const useRestoreRule = (cameraId: number) =>
  useRulesMutation(cameraId, (request, id: number) => request<Rule>(`/api/rules/${id}/restore`, { method: 'POST' }));
