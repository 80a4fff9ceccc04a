import { useMutation } from '@tanstack/react-query';
import { TRIED_DAYS } from '@/entities/rule/api/getAssessability';
import { useRequest } from '@/lib/api/useRequest';
import type { RuleFields, RuleTrial } from '@/types/api';

/** Many days of tracks are replayed. */
const TIMEOUT_MS = 60_000;

/** What a rule would have done in the last days, without saving it. A name and a switch change nothing of that. */
export function useTryRule(cameraId: number) {
  const request = useRequest();
  return useMutation({
    mutationFn: (fields: RuleFields) =>
      request<RuleTrial>(`/api/cameras/${cameraId}/rules/try`, {
        method: 'POST',
        body: { ...fields, name: undefined, enabled: undefined, days: TRIED_DAYS },
        timeoutMs: TIMEOUT_MS,
      }),
  });
}
