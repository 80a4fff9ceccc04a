import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query';
import { FIRST_PAGE_MOST } from '@/config/limits';
import type { Camera, Violation, ViolationPage } from '@/types/api';
import type { ViolationEvent } from '@/types/live';
import { fits, type Filters } from './filters';

export const keys = {
  me: ['me'] as const,
  cameras: ['cameras'] as const,
  allViolations: ['violations'] as const,
  violationLists: ['violations', 'list'] as const,
  /** `day`: the site's, where the filters hang on it. */
  violations: (filters: Filters, day: string | null = null) => ['violations', 'list', filters, day] as const,
  violation: (id: string) => ['violations', 'one', id] as const,
  companyCoverage: (cameraId: number | null, range: string | null, day: string | null) =>
    ['coverage', 'company', cameraId, range, day] as const,
  cameraCoverage: (cameraId: number) => ['coverage', 'camera', cameraId] as const,
  model: ['model'] as const,
  health: ['health'] as const,
  system: ['system'] as const,
  storage: ['storage'] as const,
  deadLetters: ['dead-letters'] as const,
  schedules: ['schedules'] as const,
  preview: (...asked: unknown[]) => ['preview', ...asked] as const,
};

type Pages = InfiniteData<ViolationPage, string | null>;

/** A camera's newest words replace the older ones; a new camera comes last. */
export function putCamera(client: QueryClient, camera: Camera): void {
  put(client, keys.cameras, () =>
    client.setQueryData<Camera[]>(keys.cameras, (cameras) => {
      if (cameras === undefined) return undefined;
      const known = cameras.some((c) => c.id === camera.id);
      return known ? cameras.map((c) => (c.id === camera.id ? camera : c)) : [...cameras, camera];
    }),
  );
}

export function dropCamera(client: QueryClient, id: number): void {
  put(client, keys.cameras, () =>
    client.setQueryData<Camera[]>(keys.cameras, (cameras) => cameras?.filter((c) => c.id !== id)),
  );
}

/** What a `violation` message changes: it is put on top of every list that it fits, or replaced where it is shown. */
export function putViolation(client: QueryClient, event: ViolationEvent): void {
  const one = keys.violation(event.violation.id);
  put(client, one, () =>
    client.setQueryData<Violation>(one, (shown) => (shown === undefined ? undefined : event.violation)),
  );
  for (const [key] of client.getQueriesData<Pages>({ queryKey: keys.violationLists }))
    put(client, key, () => putInList(client, key, event));
}

/** The list stays as old as its last answer: whether it is to be fetched again does not hang on what arrives. */
function putInList(client: QueryClient, key: QueryKey, { kind, violation }: ViolationEvent): void {
  const state = client.getQueryState<Pages>(key);
  if (state?.data === undefined) return;
  const next = withViolation(state.data, violation, kind === 'opened' && fits(violation, key[2] as Filters));
  if (next === state.data) return;
  client.setQueryData<Pages>(key, next, { updatedAt: state.dataUpdatedAt });
  if ((next.pages[0]?.items.length ?? 0) <= FIRST_PAGE_MOST) return;
  void client.invalidateQueries({ queryKey: key, exact: true }, { cancelRefetch: false });
}

/** What is put while an answer is on its way is lost to that answer, so it is put again once that has come. */
function put(client: QueryClient, key: QueryKey, change: () => void): void {
  change();
  const cache = client.getQueryCache();
  const query = cache.find({ queryKey: key, exact: true });
  if (query?.state.fetchStatus !== 'fetching') return;
  const stop = cache.subscribe(({ query: heard, type }) => {
    if (heard !== query) return;
    if (type === 'removed') stop();
    else if (query.state.fetchStatus !== 'fetching') {
      stop();
      change();
    }
  });
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

/** An event may arrive after one that opened later: the list stays in the server's order. */
const newestFirst = (items: Violation[]): Violation[] =>
  items.toSorted((a, b) => b.opened_at.localeCompare(a.opened_at));
