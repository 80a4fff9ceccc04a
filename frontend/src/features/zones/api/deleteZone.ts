import { useRulesMutation } from '@/entities/rule/useRulesMutation';

/** Delete a zone; `withRules`: the rules in it as well. */
export const useDeleteZone = (cameraId: number) =>
  useRulesMutation(cameraId, (request, { id, withRules }: { id: number; withRules: boolean }) =>
    request<undefined>(`/api/zones/${id}${withRules ? '?with_rules=true' : ''}`, { method: 'DELETE' }),
  );
