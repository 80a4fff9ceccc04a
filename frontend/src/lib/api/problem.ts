import type { Problem } from '@/types/api';

/** A request that failed, in the form of docs/api.md. The interface decides by `code`. */
export class ApiProblem extends Error {
  readonly code: string;
  readonly status: number;
  readonly hint: string;
  readonly fields: Record<string, string>;
  /** Identifies the entry in the backend's log. */
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

/** No answer at all, not even from the dashboard's own server. */
export const noAnswer = (): ApiProblem => new ApiProblem({ code: 'no_answer' });

/** Any thrown value as a problem, so that every error is shown the same way. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  return new ApiProblem({ code: 'internal', detail: error instanceof Error ? error.message : String(error) });
}

/** Whether the same request may succeed a moment later. */
export const isPassing = (problem: ApiProblem): boolean =>
  problem.code === 'no_answer' || problem.status === 502 || problem.status === 503;
