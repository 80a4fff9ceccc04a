import { below } from '@/lib/root';
import type { Session } from '@/lib/session/session';
import type { Problem } from '@/types/api';
import { ApiProblem, noAnswer } from './problem';

const TIMEOUT_MS = 30_000;

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  signal?: AbortSignal | undefined;
  timeoutMs?: number;
}

/** One request to the backend: the JSON of its answer, or an `ApiProblem`. Shows nothing and redirects nowhere. */
export type Request = <T>(path: string, options?: RequestOptions) => Promise<T>;

/** Requests with the session's token; the session ends when the backend refuses the token. */
export function createRequest(session: Session): Request {
  return async <T>(path: string, options: RequestOptions = {}) => {
    const { token } = session.state();
    const headers: Record<string, string> = { Accept: 'application/json' };
    if (token !== null) headers.Authorization = `Bearer ${token}`;
    if (options.body !== undefined) headers['Content-Type'] = 'application/json';

    const response = await send(path, options, headers);
    if (!response.ok) {
      const problem = await problemOf(response);
      if (problem.code === 'not_authenticated') session.end(token);
      throw problem;
    }
    if (response.status === 204) return undefined as T;
    return (await response.json()) as T;
  };
}

/** The response, whatever its status, or a problem when none comes in time. */
export async function send(
  path: string,
  options: RequestOptions,
  headers: Record<string, string> = {},
): Promise<Response> {
  const timeout = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
  try {
    return await fetch(below(path), {
      method: options.method ?? 'GET',
      headers,
      signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
      ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
    });
  } catch (error) {
    if (options.signal?.aborted === true) throw error;
    throw noAnswer();
  }
}

export async function problemOf(response: Response): Promise<ApiProblem> {
  const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN);
  const retryAfter = Number.isFinite(seconds) ? seconds : null;
  try {
    const problem = (await response.json()) as Partial<Problem>;
    return new ApiProblem({ status: response.status, ...problem }, retryAfter);
  } catch {
    const code = response.status === 502 || response.status === 504 ? 'backend_unavailable' : 'internal';
    return new ApiProblem({ status: response.status, code }, retryAfter);
  }
}
