import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { FailedEvents } from '@/features/failed-events/components/FailedEvents';
import type { DeadLetter, Retried, Role } from '@/types/api';
import { answerWith } from '@tests/support/answers';
import { aUser } from '@tests/support/people';
import { renderPage } from '@tests/support/render';

const PATH = '/api/system/dead-letters';
const END: DeadLetter = {
  id: 2,
  put_aside_at: '2026-11-21T02:20:00.000Z',
  code: 'never_opened',
  reason: 'The violation x was never opened.',
  kind: 'violation.closed',
  camera_id: 7,
  camera_name: 'Gate',
  decided_at: '2026-11-21T02:19:00.000Z',
};
const UNREADABLE: DeadLetter = {
  ...END,
  id: 1,
  code: 'unreadable',
  reason: '',
  kind: null,
  camera_id: null,
  camera_name: null,
  decided_at: null,
};
const as = (role: Role) => ({
  'GET /api/auth/me': { body: { user: aUser(role), sites: [{ time_zone: 'Asia/Jakarta' }] } },
});
const list = (...items: DeadLetter[]) => ({ [`GET ${PATH}`]: { body: { items, next_cursor: null } } });
const round = (changes: Partial<Retried>): Retried => ({
  stored: 0,
  refused: 0,
  left: 0,
  untried: 0,
  next_cursor: null,
  ...changes,
});
/** A backend that answers each call when the test resolves it. */
function rounds() {
  const waiting: ((round: Response) => void)[] = [];
  const asked = answerWith({ ...as('admin'), ...list(END) });
  const others = fetch;
  vi.stubGlobal('fetch', (url: string, init: RequestInit = {}) => {
    if (!url.includes('/retry-all')) return others(url, init);
    asked.push({ method: init.method ?? '', url, body: null });
    return new Promise((resolve) => waiting.push(resolve));
  });
  const calls = () => asked.filter(({ url }) => url.includes('/retry-all')).map(({ url }) => url.slice(PATH.length));
  const next = async (body: unknown, status = 200) => {
    await waitFor(() => expect(waiting).toHaveLength(1));
    await act(() => Promise.resolve(waiting.shift()?.(Response.json(body, { status }))));
  };
  return { calls, next };
}
const statusText = async () => (await screen.findByRole('status')).textContent;
const tryAll = async () => fireEvent.click(await screen.findByRole('button', { name: 'Try all again' }));
const region = () => screen.findByRole('region', { name: 'Failed events' });

it('says that nothing was put aside', async () => {
  answerWith({ ...as('admin'), ...list() });
  renderPage(<FailedEvents />);
  expect(await screen.findByText('No failed events.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Try all again' })).toBeNull();
});

it('is for administrators', async () => {
  const asked = answerWith({ ...as('officer'), ...list(END) });
  renderPage(<FailedEvents />);
  await waitFor(() => expect(asked.length).toBeGreaterThan(0));
  expect(screen.queryByRole('region')).toBeNull();
  expect(asked.some(({ url }) => url.startsWith(PATH))).toBe(false);
});

it('says what, where and why in words', async () => {
  answerWith({ ...as('admin'), ...list(END, UNREADABLE) });
  renderPage(<FailedEvents />);
  const [end, unreadable] = await within(await region()).findAllByRole('listitem');
  expect(end?.textContent).toContain('The end of a violation · Gate');
  expect(end?.textContent).toContain('was never stored');
  expect(unreadable?.textContent).toContain('Something unknown');
  expect(unreadable?.textContent).toContain('It cannot be read.');
});

it('tries one again, and says why that failed', async () => {
  const asked = answerWith({
    ...as('admin'),
    ...list(END),
    [`POST ${PATH}/2/retry`]: {
      status: 409,
      body: { code: 'still_refused', detail: 'It was never opened.', hint: 'It stays.', status: 409 },
    },
  });
  renderPage(<FailedEvents />);
  fireEvent.click(await screen.findByRole('button', { name: 'Try again: The end of a violation' }));
  expect((await screen.findByRole('alert')).textContent).toContain('It cannot be stored this time either');
  expect(asked.some(({ method, url }) => method === 'POST' && url === `${PATH}/2/retry`)).toBe(true);
});

it('tries all again and says what came of it', async () => {
  let left = [END, UNREADABLE];
  answerWith({
    ...as('admin'),
    [`GET ${PATH}`]: () => ({ body: { items: left, next_cursor: null } }),
    [`POST ${PATH}/retry-all`]: () => {
      left = [UNREADABLE];
      return { body: round({ stored: 1, left: 1 }) };
    },
  });
  renderPage(<FailedEvents />);
  fireEvent.click(await screen.findByRole('button', { name: 'Try all again' }));
  expect((await screen.findByRole('status')).textContent).toBe('1 stored, 0 refused again, 1 left.');
  await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(1));
});

it('goes on behind the last one tried until all were, and says how far it is', async () => {
  const { calls, next } = rounds();
  renderPage(<FailedEvents />);
  await tryAll();
  expect(await statusText()).toBe('Trying again …');
  await next(round({ stored: 117, refused: 3, left: 363, untried: 360, next_cursor: '120.a b' }));
  await waitFor(async () => expect(await statusText()).toBe('120 of 480 tried, 3 failed again'));
  expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('25');
  await next(round({ stored: 350, refused: 10, left: 13 }));
  await waitFor(async () => expect(await statusText()).toBe('467 stored, 13 refused again, 13 left.'));
  expect(calls()).toEqual(['/retry-all', '/retry-all?cursor=120.a%20b']);
  expect(screen.queryByRole('progressbar')).toBeNull();
});

it('can be stopped, and says what was done until then', async () => {
  const { calls, next } = rounds();
  renderPage(<FailedEvents />);
  await tryAll();
  fireEvent.click(await screen.findByRole('button', { name: 'Stop' }));
  await next(round({ stored: 117, refused: 3, left: 1363, untried: 1360, next_cursor: '120.a' }));
  await waitFor(async () =>
    expect(await statusText()).toBe('Stopped after 120 of 1,480: 117 stored, 3 refused again, 1,363 left.'),
  );
  expect(calls()).toHaveLength(1);
  await tryAll();
  await next(round({ stored: 1, left: 1362 }));
  await waitFor(async () => expect(await statusText()).toBe('1 stored, 0 refused again, 1,362 left.'));
});

it('keeps what was done when a round fails', async () => {
  const { calls, next } = rounds();
  renderPage(<FailedEvents />);
  await tryAll();
  await next(round({ stored: 120, left: 360, untried: 360, next_cursor: '120.a' }));
  await next({ code: 'database_unavailable', status: 503 }, 503);
  expect((await screen.findByRole('alert')).textContent).toContain('The database does not answer');
  expect(await statusText()).toBe('Stopped after 120 of 480: 120 stored, 0 refused again, 360 left.');
  expect(calls()).toHaveLength(2);
});

it('begins no further round when the page is left', async () => {
  const { calls, next } = rounds();
  const { unmount } = renderPage(<FailedEvents />);
  await tryAll();
  await waitFor(() => expect(calls()).toHaveLength(1));
  unmount();
  await next(round({ stored: 1, untried: 1, next_cursor: '1.a' }));
  await act(() => Promise.resolve());
  expect(calls()).toHaveLength(1);
});

it('deletes only after asking', async () => {
  const asked = answerWith({ ...as('admin'), ...list(END), [`DELETE ${PATH}/2`]: { status: 204, body: null } });
  renderPage(<FailedEvents />);
  fireEvent.click(await screen.findByRole('button', { name: 'Delete: The end of a violation' }));
  expect(asked.some(({ method }) => method === 'DELETE')).toBe(false);
  fireEvent.click(await screen.findByRole('button', { name: 'Delete for good' }));
  await waitFor(() => expect(asked.some(({ method, url }) => method === 'DELETE' && url === `${PATH}/2`)).toBe(true));
});

it('shows an error as one, never as nothing put aside', async () => {
  answerWith({ ...as('admin'), [`GET ${PATH}`]: { status: 503, body: { code: 'database_unavailable', status: 503 } } });
  renderPage(<FailedEvents />);
  expect((await screen.findByRole('alert')).textContent).toContain('The database does not answer');
  expect(screen.queryByText('No failed events.')).toBeNull();
});
