import { vi } from 'vitest';

interface Answer {
  status?: number;
  body: unknown;
  headers?: Record<string, string>;
}

/** A backend of fixed answers, by "METHOD /path" without the query. Returns what was asked. */
export function answerWith(
  answers: Record<string, Answer | (() => Answer)>,
): { method: string; url: string; body: unknown }[] {
  const asked: { method: string; url: string; body: unknown }[] = [];
  vi.stubGlobal('fetch', (url: string, init: RequestInit = {}) => {
    const method = init.method ?? 'GET';
    asked.push({ method, url, body: typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : null });
    const found = answers[`${method} ${url.split('?')[0] ?? ''}`];
    if (found === undefined) return Promise.reject(new TypeError('Failed to fetch'));
    const { status = 200, body, headers } = typeof found === 'function' ? found() : found;
    return Promise.resolve(
      new Response(status === 204 ? null : JSON.stringify(body), {
        status,
        headers: { 'Content-Type': 'application/json', ...headers },
      }),
    );
  });
  return asked;
}
