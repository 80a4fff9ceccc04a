import { QueryClient, type InfiniteData } from '@tanstack/react-query';
import { beforeEach, expect, it } from 'vitest';
import { NO_FILTERS, type Filters } from '@/lib/filters';
import { dropCamera, keys, putCamera, putViolation } from '@/lib/liveCache';
import type { Camera, Page, Violation } from '@/types/api';
import { aCamera, aViolation } from '../builders';

let client: QueryClient;
const helmets: Filters = { ...NO_FILTERS, item: 'helmet' };
const vests: Filters = { ...NO_FILTERS, item: 'vest' };
const ids = (filters: Filters) =>
  client.getQueryData<InfiniteData<Page<Violation>>>(keys.violations(filters))?.pages.flatMap((p) => p.items.map((v) => v.id));

beforeEach(() => {
  client = new QueryClient();
  const old = aViolation({ id: 'old', opened_at: '2026-11-21T01:00:00Z' });
  for (const filters of [NO_FILTERS, helmets, vests]) {
    const items = filters === vests ? [] : [old];
    client.setQueryData(keys.violations(filters), { pages: [{ items, next_cursor: null }], pageParams: [null] });
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
  client.setQueryData(keys.violation('old'), aViolation({ id: 'old' }));
  const closed = aViolation({ id: 'old', closed_at: '2026-11-21T02:10:00Z', close_reason: 'worn' });
  putViolation(client, { kind: 'closed', violation: closed });
  const shown = client.getQueryData<InfiniteData<Page<Violation>>>(keys.violations(helmets))?.pages[0]?.items[0];
  expect([shown?.close_reason, client.getQueryData<Violation>(keys.violation('old'))?.close_reason]).toEqual(['worn', 'worn']);
});

it('does not add a violation that only changed', () => {
  putViolation(client, { kind: 'closed', violation: aViolation({ id: 'elsewhere' }) });
  expect(ids(NO_FILTERS)).toEqual(['old']);
});

it('replaces, adds and removes cameras', () => {
  client.setQueryData(keys.cameras, [aCamera({ id: 1 })]);
  putCamera(client, aCamera({ id: 1, state: 'down' }));
  putCamera(client, aCamera({ id: 2 }));
  const cameras = () => client.getQueryData<Camera[]>(keys.cameras)?.map(({ id, state }) => [id, state]);
  expect(cameras()).toEqual([[1, 'down'], [2, 'live']]);
  dropCamera(client, 1);
  expect(cameras()).toEqual([[2, 'live']]);
});

it('makes no list out of one message when none was fetched', () => {
  putCamera(client, aCamera());
  expect(client.getQueryData(keys.cameras)).toBeUndefined();
});
