import { useRulesMutation } from '@/entities/rule/useRulesMutation';
import type { Rule, RuleFields } from '@/types/api';

/** Add a rule, or change one, which begins its next version. A rule keeps its kind. */
export const useSaveRule = (cameraId: number, rule: Pick<Rule, 'id' | 'version'> | null) =>
  useRulesMutation(cameraId, (request, { kind, ...fields }: RuleFields) =>
    rule === null
      ? request<Rule>(`/api/cameras/${cameraId}/rules`, { method: 'POST', body: { ...fields, kind } })
      : request<Rule>(`/api/rules/${rule.id}`, { method: 'PATCH', body: { ...fields, version: rule.version } }),
  );
