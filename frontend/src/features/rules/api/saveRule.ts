import { useRulesMutation } from '@/entities/rule/useRulesMutation';
import type { Rule, RuleFields } from '@/types/api';

/** Add a rule, or change one, which begins its next version. */
export const useSaveRule = (cameraId: number, rule: Pick<Rule, 'id' | 'version'> | null) =>
  useRulesMutation(cameraId, (request, fields: Partial<RuleFields>) =>
    rule === null
      ? request<Rule>(`/api/cameras/${cameraId}/rules`, { method: 'POST', body: fields })
      : request<Rule>(`/api/rules/${rule.id}`, { method: 'PATCH', body: { ...fields, version: rule.version } }),
  );
