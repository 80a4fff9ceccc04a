import { useQuery } from '@tanstack/react-query';
import { keys } from '@/entities/violation/violationCache';
import { ApiProblem } from '@/lib/api/problem';
import { problemOf, send } from '@/lib/api/request';
import type { Health } from '@/types/api';

const EVERY_MS = 10_000;

/** `/health` says what is wrong with status 503: that is an answer, not a failure to answer. */
async function health(signal: AbortSignal): Promise<Health> {
  const response = await send('/health', { signal });
  if (!response.ok && response.status !== 503) throw await problemOf(response);
  const body = (await response.json()) as Partial<Health>;
  if (body.status === undefined) throw new ApiProblem({ code: 'backend_unavailable', status: response.status });
  return { status: body.status, problems: body.problems ?? [], version: body.version ?? '' };
}

export const useHealth = () =>
  useQuery({ queryKey: keys.health, queryFn: ({ signal }) => health(signal), refetchInterval: EVERY_MS, retry: false });
