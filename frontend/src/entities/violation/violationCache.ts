import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query';
import { violationKey } from '@/entities/violation/api/getViolation';
import { violationListsKey, type violationListKey } from '@/entities/violation/api/listViolations';
import { patchQuery } from '@/lib/api/patchQuery';
import type { Violation, ViolationPage } from '@/types/api';
import type { ViolationEvent } from '@/types/live';
import { matches } from './filters';

/** A first page that has grown to more than this by what arrived over the socket is fetched again, which makes it short.
 *  Fewer fetches more often and shortens the list while it is read; more makes the page slow. */
export const FIRST_PAGE_MAX = 480;

type Pages = InfiniteData<ViolationPage, string | null>;

/** Apply a `violation` message: add it to every list that it matches, or replace it where it is shown. */
export function putViolation(client: QueryClient, event: ViolationEvent): void {
  const one = violationKey(event.violation.id);
  patchQuery(client, one, () =>
    client.setQueryData<Violation>(one, (shown) => (shown === undefined ? undefined : event.violation)),
  );
  for (const [key] of client.getQueriesData<Pages>({ queryKey: violationListsKey }))
    patchQuery(client, key, () => putInList(client, key, event));
}

/** `updatedAt` stays that of the last answer, so that arriving messages do not put off the next fetch. */
function putInList(client: QueryClient, key: QueryKey, { kind, violation }: ViolationEvent): void {
  const state = client.getQueryState<Pages>(key);
  if (state?.data === undefined) return;
  const [, , filters, , withoutDemo] = key as ReturnType<typeof violationListKey>;
  const mayAdd = kind === 'opened' && matches(violation, filters) && !(withoutDemo && violation.demo);
  const next = withViolation(state.data, violation, mayAdd);
  if (next === state.data) return;
  client.setQueryData<Pages>(key, next, { updatedAt: state.dataUpdatedAt });
  if ((next.pages[0]?.items.length ?? 0) <= FIRST_PAGE_MAX) return;
  void client.invalidateQueries({ queryKey: key, exact: true }, { cancelRefetch: false });
}

function withViolation(pages: Pages, violation: Violation, mayAdd: boolean): Pages {
  const known = pages.pages.some((page) => page.items.some((v) => v.id === violation.id));
  if (known) {
    const replace = (page: ViolationPage) => ({
      ...page,
      items: page.items.map((v) => (v.id === violation.id ? violation : v)),
    });
    return { ...pages, pages: pages.pages.map(replace) };
  }
  const [first, ...rest] = pages.pages;
  if (!mayAdd || first === undefined) return pages;
  return { ...pages, pages: [{ ...first, items: newestFirst([violation, ...first.items]) }, ...rest] };
}

/** An event may arrive after one that opened later: the list keeps the backend's order. */
const newestFirst = (items: Violation[]): Violation[] =>
  items.toSorted((a, b) => b.opened_at.localeCompare(a.opened_at));
