import { useQuery } from '@tanstack/react-query';
import { ApiProblem } from '@/lib/api/problem';
import { problemOf, send } from '@/lib/api/request';
import type { Health } from '@/types/api';

export const healthKey = ['health'] as const;
const REFRESH_MS = 10_000;

/** `/health` reports problems with status 503: that is an answer, not a failure to answer. It needs no log-in. */
async function fetchHealth(signal: AbortSignal): Promise<Health> {
  const response = await send('/health', { signal });
  if (!response.ok && response.status !== 503) throw await problemOf(response);
  const body = (await response.json()) as Partial<Health>;
  if (body.status === undefined) throw new ApiProblem({ code: 'backend_unavailable', status: response.status });
  return { status: body.status, problems: body.problems ?? [], version: body.version ?? '' };
}

/** Whether the system works, and what is wrong if not. */
export const useHealth = () =>
  useQuery({
    queryKey: healthKey,
    queryFn: ({ signal }) => fetchHealth(signal),
    refetchInterval: REFRESH_MS,
    retry: false,
  });
