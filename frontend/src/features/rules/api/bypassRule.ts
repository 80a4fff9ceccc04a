import { useRulesMutation } from '@/entities/rule/useRulesMutation';
import type { Rule } from '@/types/api';

/** Until when a rule does not apply, and why; null ends it. */
export type NewBypass = { until: string; reason: string } | null;

export const useBypassRule = (cameraId: number, ruleId: number) =>
  useRulesMutation(cameraId, (request, bypass: NewBypass) =>
    bypass === null
      ? request<Rule>(`/api/rules/${ruleId}/bypass`, { method: 'DELETE' })
      : request<Rule>(`/api/rules/${ruleId}/bypass`, { method: 'PUT', body: bypass }),
  );
