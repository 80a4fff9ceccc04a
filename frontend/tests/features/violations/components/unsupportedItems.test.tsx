import { act, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { camerasKey } from '@/entities/camera/api/listCameras';
import { modelKey } from '@/entities/model/api/getModel';
import { NO_FILTERS, type Filters } from '@/entities/violation/filters';
import { NoViolations } from '@/features/violations/components/NoViolations';
import { ObservedTime } from '@/features/violations/components/ObservedTime';
import { answerWith } from '@tests/support/answers';
import { aCamera, aCoverage, aModel } from '@tests/support/builders';
import { aUser } from '@tests/support/people';
import { renderPage } from '@tests/support/render';

const ME = { 'GET /api/auth/me': { body: { user: aUser('officer'), sites: [{ time_zone: 'Asia/Jakarta' }] } } };
const away = {
  status: 503,
  body: { code: 'inference_away', title: '', detail: '', hint: '', errors: [], status: 503 },
};
const stats = (changes = {}) => ({ ...ME, 'GET /api/stats/coverage': { body: aCoverage(changes) } });
const nothing = () => undefined;
const both = (filters: Filters = NO_FILTERS) =>
  renderPage(
    <>
      <ObservedTime filters={filters} />
      <NoViolations filters={filters} onClear={nothing} />
    </>,
  );
afterEach(() => void vi.useRealTimers());

const helmetOnly = { 'GET /api/models/info': { body: aModel({ judges: ['helmet'] }) } };
const live = { 'GET /api/cameras': { body: { items: [aCamera()], next_cursor: null } } };
const NOBODY = 'The vest is not checked: this model cannot detect it.';

it('no violations of an item that is not checked do not count as watched time', async () => {
  answerWith({ ...stats({ watched_seconds: 50_400, blind_seconds: 0 }), ...live, ...helmetOnly });
  const filters = { ...NO_FILTERS, item: 'vest', range: 'today' } as const;
  both(filters);
  expect(await screen.findByText('No violation could be found, because the item is not checked.')).toBeTruthy();
  expect(screen.getAllByText(NOBODY).length).toBe(2);
  expect(screen.queryByText(/Watched/)).toBeNull();
});

it('without an item, what nobody is judged for stands beside the watched time', async () => {
  answerWith({ ...stats(), ...live, ...helmetOnly });
  both();
  await vi.waitFor(() => expect(screen.getAllByText(NOBODY).length).toBe(2));
  await vi.waitFor(() => expect(screen.getAllByText(/Watched 22 h/).length).toBe(2));
});

const UNKNOWN = /^Which items are checked is not known now/;

it.each([
  ['of everything', NO_FILTERS],
  ['of vests', { ...NO_FILTERS, item: 'vest' } as const],
])(
  'no violations %s while the model tells nothing: what is judged is not known, until it does',
  async (_name, filters) => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    let reported = false;
    answerWith({
      ...stats(),
      ...live,
      'GET /api/models/info': () => (reported ? { body: aModel({ judges: ['helmet'] }) } : away),
    });
    both(filters);
    await vi.waitFor(() => expect(screen.getAllByText(UNKNOWN).length).toBe(2));
    await vi.waitFor(() => expect(screen.getAllByText(/Watched 22 h/).length).toBe(2));
    reported = true;
    await act(() => vi.advanceTimersByTimeAsync(10_000));
    await vi.waitFor(() => expect(screen.queryAllByText(UNKNOWN).length).toBe(0));
    expect(screen.getAllByText(NOBODY).length).toBe(2);
  },
);

it('what a model last reported is not known any more when it cannot be read', async () => {
  let silent = false;
  answerWith({ ...stats(), ...live, 'GET /api/models/info': () => (silent ? away : { body: aModel() }) });
  const { client } = both();
  await vi.waitFor(() => expect(screen.getAllByText(/Watched 22 h/).length).toBe(2));
  expect(screen.queryByText(UNKNOWN)).toBeNull();
  silent = true;
  await client.refetchQueries({ queryKey: modelKey });
  await vi.waitFor(() => expect(screen.getAllByText(UNKNOWN).length).toBe(2));
});

it('claims no watched time before the model has answered', async () => {
  answerWith({ ...stats(), ...live });
  const others = fetch;
  vi.stubGlobal('fetch', (url: string, init?: RequestInit) =>
    url.includes('/models/info') ? new Promise(nothing) : others(url, init),
  );
  const { client } = both();
  await vi.waitFor(() => expect(client.getQueryState(camerasKey)?.status).toBe('success'));
  expect(screen.getAllByRole('status', { name: 'Loading' }).length).toBe(2);
  expect(screen.queryByText(/Watched/)).toBeNull();
  expect(screen.queryByText('No violations')).toBeNull();
});

it('in Bahasa Indonesia, too, what is judged is not known', async () => {
  localStorage.setItem('mandor.locale', 'id');
  answerWith({ ...stats(), ...live, 'GET /api/models/info': away });
  both();
  await vi.waitFor(() =>
    expect(screen.getAllByText(/^APD mana yang diperiksa sekarang tidak diketahui/).length).toBe(2),
  );
});
