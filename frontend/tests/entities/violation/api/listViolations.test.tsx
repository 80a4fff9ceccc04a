import { QueryClient } from '@tanstack/react-query';
import { act, renderHook } from '@testing-library/react';
import { Fragment, type ComponentType, type ReactNode } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Range } from '@/entities/site/timeRange';
import { useViolations } from '@/entities/violation/api/listViolations';
import { EVIDENCE_REFRESH_MS, EvidenceTokens } from '@/entities/violation/EvidenceTokens';
import { NO_FILTERS } from '@/entities/violation/filters';
import { putViolation } from '@/entities/violation/violationCache';
import type { Violation } from '@/types/api';
import { answerWith } from '@tests/support/answers';
import { aViolation } from '@tests/support/builders';
import { aUser } from '@tests/support/people';
import { wrapperFor } from '@tests/support/render';

const ME = { body: { user: aUser('officer'), sites: [{ id: 1, time_zone: 'Asia/Jakarta' }] } };
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
const list = (...items: Violation[]) => ({ body: { items, next_cursor: null } });

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function open(range: Range | null, Around: ComponentType<{ children: ReactNode }> = Fragment) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const Services = wrapperFor(client);
  const wrapper = ({ children }: { children: ReactNode }) => (
    <Services>
      <Around>{children}</Around>
    </Services>
  );
  return { client, ...renderHook(() => useViolations({ ...NO_FILTERS, range }), { wrapper }) };
}
const sinces = (asked: { url: string }[]) => [
  ...new Set(
    asked
      .filter(({ url }) => url.startsWith('/api/violations'))
      .map(({ url }) => new URL(url, 'http://x').searchParams.get('since')),
  ),
];

it("asks for the site's day, not for the browser's, however late the site is known", async () => {
  vi.setSystemTime('2026-11-21T18:00:00Z');
  let me: object = { status: 503, body: { code: 'database_unavailable' } };
  const asked = answerWith({
    'GET /api/auth/me': () => me as typeof ME,
    'GET /api/violations': list(aViolation({ opened_at: '2026-11-21T17:30:00Z' })),
  });
  const { result } = open('today');
  await pass(10);
  expect([result.current.isError, sinces(asked)]).toEqual([true, []]);
  me = ME;
  await act(() => result.current.refetch());
  await pass(10);
  expect([result.current.items.length, sinces(asked)]).toEqual([1, ['2026-11-21T17:00:00.000Z']]);
});

it('is empty of yesterday after midnight at the site, on a busy site as well', async () => {
  vi.setSystemTime('2026-11-21T16:57:00Z');
  const late = aViolation({ opened_at: '2026-11-21T16:50:00Z' });
  const asked = answerWith({
    'GET /api/auth/me': ME,
    'GET /api/violations': () => list(...(Date.now() < Date.parse('2026-11-21T17:00:00Z') ? [late] : [])),
  });
  const { client, result } = open('today');
  await pass(10);
  expect(result.current.items.length).toBe(1);
  for (let n = 0; n < 30; n += 1) {
    act(() =>
      putViolation(client, {
        kind: 'opened',
        violation: aViolation({ id: `n${n}`, opened_at: new Date().toISOString() }),
      }),
    );
    await pass(10_000);
  }
  expect(result.current.items.every(({ opened_at: at }) => at >= '2026-11-21T17:00:00')).toBe(true);
  expect(sinces(asked)).toEqual(['2026-11-20T17:00:00.000Z', '2026-11-21T17:00:00.000Z']);
});

it('drops from the last hour what is older by now', async () => {
  vi.setSystemTime('2026-11-21T16:00:00Z');
  answerWith({
    'GET /api/auth/me': ME,
    'GET /api/violations': list(aViolation({ opened_at: '2026-11-21T15:05:00Z' })),
  });
  const { result } = open('hour');
  await pass(10);
  expect(result.current.items.length).toBe(1);
  await pass(6 * 60_000);
  expect(result.current.items.length).toBe(0);
});

it('asks for new evidence tokens in time, although something arrives all the while', async () => {
  const asked = answerWith({ 'GET /api/auth/me': ME, 'GET /api/violations': list(aViolation()) });
  const { client } = open(null, EvidenceTokens);
  for (let n = 0; n < 12; n += 1) {
    await pass(EVIDENCE_REFRESH_MS / 10);
    act(() => putViolation(client, { kind: 'opened', violation: aViolation({ id: `n${n}` }) }));
  }
  expect(asked.filter(({ url }) => url.startsWith('/api/violations')).length).toBe(2);
});
