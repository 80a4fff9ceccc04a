import { InfiniteQueryObserver, QueryClient, type InfiniteData } from '@tanstack/react-query';
import { beforeEach, expect, it, vi } from 'vitest';
import { camerasKey } from '@/entities/camera/api/listCameras';
import { dropCamera, putCamera } from '@/entities/camera/cameraCache';
import { violationKey } from '@/entities/violation/api/getViolation';
import { violationListKey } from '@/entities/violation/api/listViolations';
import { NO_FILTERS, type Filters } from '@/entities/violation/filters';
import { FIRST_PAGE_MAX, putViolation } from '@/entities/violation/violationCache';
import type { Camera, Violation, ViolationPage } from '@/types/api';
import { aCamera, aViolation } from '@tests/support/builders';

let client: QueryClient;
const helmets: Filters = { ...NO_FILTERS, item: 'helmet' };
const vests: Filters = { ...NO_FILTERS, item: 'vest' };
const ids = (filters: Filters) =>
  client
    .getQueryData<InfiniteData<ViolationPage>>(violationListKey(filters))
    ?.pages.flatMap((p) => p.items.map((v) => v.id));

beforeEach(() => {
  client = new QueryClient();
  const old = aViolation({ id: 'old', opened_at: '2026-11-21T01:00:00Z' });
  for (const filters of [NO_FILTERS, helmets, vests]) {
    const items = filters === vests ? [] : [old];
    client.setQueryData(violationListKey(filters), { pages: [{ items, next_cursor: null }], pageParams: [null] });
  }
});

it('puts an opened violation on top of the lists that it fits', () => {
  putViolation(client, { kind: 'opened', violation: aViolation({ id: 'new' }) });
  expect([ids(NO_FILTERS), ids(helmets), ids(vests)]).toEqual([['new', 'old'], ['new', 'old'], []]);
});

it('adds the same violation once', () => {
  const event = { kind: 'opened', violation: aViolation({ id: 'new' }) } as const;
  putViolation(client, event);
  putViolation(client, event);
  expect(ids(NO_FILTERS)).toEqual(['new', 'old']);
});

it('keeps the order of opening when events arrive out of order', () => {
  putViolation(client, { kind: 'opened', violation: aViolation({ id: 'second', opened_at: '2026-11-21T03:00:00Z' }) });
  putViolation(client, { kind: 'opened', violation: aViolation({ id: 'first', opened_at: '2026-11-21T02:00:00Z' }) });
  expect(ids(NO_FILTERS)).toEqual(['second', 'first', 'old']);
});

it('closes a violation where it is shown, and in its detail', () => {
  client.setQueryData(violationKey('old'), aViolation({ id: 'old' }));
  const closed = aViolation({ id: 'old', closed_at: '2026-11-21T02:10:00Z', close_reason: 'worn' });
  putViolation(client, { kind: 'closed', violation: closed });
  const shown = client.getQueryData<InfiniteData<ViolationPage>>(violationListKey(helmets))?.pages[0]?.items[0];
  expect([shown?.close_reason, client.getQueryData<Violation>(violationKey('old'))?.close_reason]).toEqual([
    'worn',
    'worn',
  ]);
});

it('does not add a violation that only changed', () => {
  putViolation(client, { kind: 'closed', violation: aViolation({ id: 'elsewhere' }) });
  expect(ids(NO_FILTERS)).toEqual(['old']);
});

it('replaces, adds and removes cameras', () => {
  client.setQueryData(camerasKey, [aCamera({ id: 1 })]);
  putCamera(client, aCamera({ id: 1, state: 'down' }));
  putCamera(client, aCamera({ id: 2 }));
  const cameras = () => client.getQueryData<Camera[]>(camerasKey)?.map(({ id, state }) => [id, state]);
  expect(cameras()).toEqual([
    [1, 'down'],
    [2, 'live'],
  ]);
  dropCamera(client, 1);
  expect(cameras()).toEqual([[2, 'live']]);
});

it('makes no list out of one message when none was fetched', () => {
  putCamera(client, aCamera());
  expect(client.getQueryData(camerasKey)).toBeUndefined();
});

/** A list that is being fetched; the answer comes when it is given. */
function fetching(filters: Filters) {
  const answers: ((page: ViolationPage) => void)[] = [];
  const queryFn = vi.fn(() => new Promise<ViolationPage>((answer) => answers.push(answer)));
  const observer = new InfiniteQueryObserver<
    ViolationPage,
    Error,
    InfiniteData<ViolationPage, string | null>,
    readonly unknown[],
    string | null
  >(client, {
    queryKey: violationListKey(filters),
    queryFn,
    initialPageParam: null,
    getNextPageParam: (page) => page.next_cursor,
    staleTime: Infinity,
  });
  const stop = observer.subscribe(() => undefined);
  return { observer, queryFn, answer: (page: ViolationPage) => answers.shift()?.(page), stop };
}
const olds = (next_cursor: string | null = null): ViolationPage => ({
  items: [aViolation({ id: 'old', opened_at: '2026-11-21T01:00:00Z' })],
  next_cursor,
});

it('keeps what arrives while the list is fetched anew', async () => {
  const { observer, answer, stop } = fetching(NO_FILTERS);
  const fetched = observer.refetch();
  for (const id of ['a', 'b']) putViolation(client, { kind: 'opened', violation: aViolation({ id }) });
  putViolation(client, { kind: 'closed', violation: aViolation({ id: 'b', close_reason: 'worn' }) });
  answer(olds());
  await fetched;
  expect(ids(NO_FILTERS)).toEqual(['b', 'a', 'old']);
  expect(observer.getCurrentResult().data?.pages[0]?.items[0]?.close_reason).toBe('worn');
  stop();
});

it('keeps what arrives while the next page, or the first answer, is on its way', async () => {
  const filters: Filters = { ...NO_FILTERS, cameraId: 1 };
  const { observer, answer, stop } = fetching(filters);
  putViolation(client, { kind: 'opened', violation: aViolation({ id: 'early' }) });
  answer(olds('2'));
  await vi.waitFor(() => expect(ids(filters)).toEqual(['early', 'old']));
  const next = observer.fetchNextPage();
  putViolation(client, { kind: 'opened', violation: aViolation({ id: 'late', opened_at: '2026-11-21T03:00:00Z' }) });
  answer({ items: [aViolation({ id: 'older', opened_at: '2026-11-21T00:00:00Z' })], next_cursor: null });
  await next;
  expect(ids(filters)).toEqual(['late', 'early', 'old', 'older']);
  stop();
});

it('leaves a list alone that does not change, and no list newer than its answer', () => {
  client.setQueryData(violationListKey(helmets), (shown) => shown, { updatedAt: 7 });
  const before = client.getQueryState(violationListKey(vests));
  putViolation(client, { kind: 'opened', violation: aViolation({ id: 'new' }) });
  expect(client.getQueryState(violationListKey(vests))).toBe(before);
  expect(ids(helmets)).toEqual(['new', 'old']);
  expect(client.getQueryState(violationListKey(helmets))?.dataUpdatedAt).toBe(7);
});

it('fetches a first page anew that has grown too long', async () => {
  const { queryFn, answer, stop } = fetching(NO_FILTERS);
  for (let n = 0; n < FIRST_PAGE_MAX + 5; n += 1)
    putViolation(client, { kind: 'opened', violation: aViolation({ id: `n${n}` }) });
  expect(queryFn).toHaveBeenCalledTimes(1);
  answer(olds());
  await vi.waitFor(() => expect(ids(NO_FILTERS)?.length).toBeLessThan(10));
  stop();
});

it('keeps a word about a camera that arrives while the list is fetched', async () => {
  let answer: (cameras: Camera[]) => void = () => undefined;
  const fetched = client.query({
    queryKey: camerasKey,
    queryFn: () => new Promise<Camera[]>((resolve) => (answer = resolve)),
  });
  putCamera(client, aCamera({ id: 1, state: 'down' }));
  answer([aCamera({ id: 1 })]);
  await fetched;
  expect(client.getQueryData<Camera[]>(camerasKey)?.[0]?.state).toBe('down');
});
