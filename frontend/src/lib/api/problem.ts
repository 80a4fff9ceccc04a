import type { Problem } from '@/types/api';

/** A request that did not succeed, in the one shape of docs/api.md. `code` is what the interface decides by. */
export class ApiProblem extends Error {
  readonly code: string;
  readonly status: number;
  readonly hint: string;
  readonly fields: Record<string, string>;
  /** Under which the server's log has more. */
  readonly reference: string | null;
  readonly retryAfterSeconds: number | null;

  constructor(problem: Partial<Problem>, retryAfterSeconds: number | null = null) {
    super(problem.detail ?? problem.title ?? '');
    this.name = 'ApiProblem';
    this.code = problem.code ?? 'internal';
    this.status = problem.status ?? 0;
    this.hint = problem.hint ?? '';
    this.fields = Object.fromEntries((problem.errors ?? []).map((e) => [e.field, e.message]));
    this.reference = problem.reference ?? null;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** No answer at all: not even the dashboard's own server. */
export const noAnswer = (): ApiProblem => new ApiProblem({ code: 'no_answer' });

/** Any thrown thing as a problem, so that every error can be shown the same way. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  return new ApiProblem({ code: 'internal', detail: error instanceof Error ? error.message : String(error) });
}

/** Would the same request have a chance a moment later? */
export const isPassing = (problem: ApiProblem): boolean =>
  problem.code === 'no_answer' || problem.status === 502 || problem.status === 503;
