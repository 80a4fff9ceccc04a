import { useQuery } from '@tanstack/react-query';
import { useRequest } from '@/lib/api/useRequest';
import type { RuleVersion } from '@/types/api';

/** Every version of a rule, the newest first. */
export function useVersions(ruleId: number) {
  const request = useRequest();
  return useQuery({
    queryKey: ['versions', ruleId],
    queryFn: async ({ signal }) =>
      (await request<{ items: RuleVersion[] }>(`/api/rules/${ruleId}/versions`, { signal })).items,
  });
}
