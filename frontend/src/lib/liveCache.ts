import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { Camera, Page, Violation } from '@/types/api';
import type { ViolationEvent } from '@/types/live';
import { fits, type Filters } from './filters';

export const keys = {
  me: ['me'] as const,
  cameras: ['cameras'] as const,
  violationLists: ['violations', 'list'] as const,
  violations: (filters: Filters) => ['violations', 'list', filters] as const,
  violation: (id: string) => ['violations', 'one', id] as const,
  companyCoverage: (cameraId: number | null, range: string | null) => ['coverage', 'company', cameraId, range] as const,
  cameraCoverage: (cameraId: number) => ['coverage', 'camera', cameraId] as const,
  model: ['model'] as const,
  health: ['health'] as const,
  system: ['system'] as const,
  storage: ['storage'] as const,
  deadLetters: ['dead-letters'] as const,
  schedules: ['schedules'] as const,
  preview: (...asked: unknown[]) => ['preview', ...asked] as const,
};

type Pages = InfiniteData<Page<Violation>, string | null>;

/** A camera's newest words replace the older ones; a new camera comes last. */
export function putCamera(client: QueryClient, camera: Camera): void {
  client.setQueryData<Camera[]>(keys.cameras, (cameras) => {
    if (cameras === undefined) return undefined;
    const known = cameras.some((c) => c.id === camera.id);
    return known ? cameras.map((c) => (c.id === camera.id ? camera : c)) : [...cameras, camera];
  });
}

export function dropCamera(client: QueryClient, id: number): void {
  client.setQueryData<Camera[]>(keys.cameras, (cameras) => cameras?.filter((c) => c.id !== id));
}

/** What a `violation` message changes: it is put on top of every list that it fits, or replaced where it is shown. */
export function putViolation(client: QueryClient, { kind, violation }: ViolationEvent): void {
  client.setQueryData<Violation>(keys.violation(violation.id), (shown) => (shown === undefined ? undefined : violation));
  for (const [key, pages] of client.getQueriesData<Pages>({ queryKey: keys.violationLists })) {
    if (pages === undefined) continue;
    const filters = key[2] as Filters;
    client.setQueryData<Pages>(key, withViolation(pages, violation, kind === 'opened' && fits(violation, filters)));
  }
}

function withViolation(pages: Pages, violation: Violation, mayAdd: boolean): Pages {
  const known = pages.pages.some((page) => page.items.some((v) => v.id === violation.id));
  if (known) {
    const replace = (page: Page<Violation>) => ({ ...page, items: page.items.map((v) => (v.id === violation.id ? violation : v)) });
    return { ...pages, pages: pages.pages.map(replace) };
  }
  const [first, ...rest] = pages.pages;
  if (!mayAdd || first === undefined) return pages;
  return { ...pages, pages: [{ ...first, items: newestFirst([violation, ...first.items]) }, ...rest] };
}

/** An event may arrive after one that opened later: the list stays in the server's order. */
const newestFirst = (items: Violation[]): Violation[] =>
  items.toSorted((a, b) => b.opened_at.localeCompare(a.opened_at));
