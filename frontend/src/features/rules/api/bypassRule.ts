import { useRulesMutation } from '@/entities/rule/useRulesMutation';
import type { NewBypass, Rule } from '@/types/api';

/** Suspend a rule until a time, with a reason; null ends that. */
export const useBypassRule = (cameraId: number, ruleId: number) =>
  useRulesMutation(cameraId, (request, bypass: NewBypass | null) =>
    bypass === null
      ? request<Rule>(`/api/rules/${ruleId}/bypass`, { method: 'DELETE' })
      : request<Rule>(`/api/rules/${ruleId}/bypass`, { method: 'PUT', body: bypass }),
  );
