import { QueryClient } from '@tanstack/react-query';
import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CameraDay } from '@/entities/coverage/CameraDay';
import { CoverageStrip } from '@/entities/coverage/CoverageStrip';
import { meKey } from '@/entities/user/api/getMe';
import { NO_FILTERS } from '@/entities/violation/filters';
import { NoViolations } from '@/features/violations/components/NoViolations';
import { ObservedTime } from '@/features/violations/components/ObservedTime';
import { answerWith } from '@tests/support/answers';
import { aCamera, aCoverage, aTimeline } from '@tests/support/builders';
import { aUser } from '@tests/support/people';
import { renderPage } from '@tests/support/render';

const ME = { 'GET /api/auth/me': { body: { user: aUser('officer'), sites: [{ time_zone: 'Asia/Jakarta' }] } } };
const away = {
  status: 503,
  body: { code: 'database_unavailable', title: '', detail: '', hint: '', errors: [], status: 503 },
};
const stats = (changes = {}) => ({ ...ME, 'GET /api/stats/coverage': { body: aCoverage(changes) } });
const nothing = () => undefined;

beforeEach(() => {
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(private readonly notify: (entries: { isIntersecting: boolean }[]) => void) {}
      observe() {
        this.notify([{ isIntersecting: true }]);
      }
      disconnect() {
        return;
      }
    },
  );
});
afterEach(() => localStorage.clear());

it('beside the list stands how long was watched, and pressed why not', async () => {
  answerWith(stats());
  renderPage(<ObservedTime filters={{ ...NO_FILTERS, range: 'today' }} />);
  const sentence = await screen.findByText('Watched 22 h 10 min of 24 h; blind 1 h 50 min');
  await userEvent.click(sentence);
  const reasons = await screen.findByRole('list', { name: 'Why it was blind' });
  expect(within(reasons).getByText(/Nothing answers at this address/)).toBeTruthy();
  expect(within(reasons).getByText('1 h 50 min')).toBeTruthy();
});

it('without a time it is the last month, of the camera that is chosen', async () => {
  const asked = answerWith(stats());
  renderPage(<ObservedTime filters={{ ...NO_FILTERS, cameraId: 7 }} />);
  expect(await screen.findByText(/In the last 30 days/)).toBeTruthy();
  const url = new URL(asked.find(({ url: path }) => path.startsWith('/api/stats/coverage'))?.url ?? '', 'http://x');
  expect(url.searchParams.get('camera_id')).toBe('7');
  expect(Date.now() - Date.parse(url.searchParams.get('since') ?? '')).toBeLessThan(31 * 86_400_000);
});

it('time that is off on purpose is shown apart, and several cameras are added up', async () => {
  const one = aCoverage().cameras[0];
  if (!one) throw new Error('a camera');
  answerWith(stats({ planned_seconds: 3_600, cameras: [one, { ...one, camera_id: 2, camera_name: 'Dock' }] }));
  renderPage(<ObservedTime filters={NO_FILTERS} />);
  expect(
    await screen.findByText('Watched 22 h 10 min of 24 h (2 cameras together); blind 50 min; off on purpose 1 h'),
  ).toBeTruthy();
});

it('in Bahasa Indonesia as well', async () => {
  localStorage.setItem('mandor.locale', 'id');
  answerWith(stats());
  renderPage(<ObservedTime filters={{ ...NO_FILTERS, range: 'today' }} />);
  await userEvent.click(await screen.findByText('Mengawasi 22 jam 10 mnt dari 24 jam; tidak terpantau 1 jam 50 mnt'));
  expect(await screen.findByText(/Tidak ada yang menjawab di alamat ini/)).toBeTruthy();
});

it('without an answer the time is not available, never "watched"', async () => {
  answerWith({ ...ME, 'GET /api/stats/coverage': away });
  renderPage(<ObservedTime filters={NO_FILTERS} />);
  expect(await screen.findByText('Watched time is not available now.')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
});

it('no violations: who was watching since when, for how long, and who was not and why', async () => {
  const cameras = [
    aCamera({ name: 'Dock' }),
    aCamera({ id: 2, name: 'Gate', state: 'down' }),
    aCamera({ id: 3, name: 'Door', mode_now: 'stream' }),
  ];
  answerWith({ ...stats(), 'GET /api/cameras': { body: { items: cameras, next_cursor: null } } });
  renderPage(<NoViolations filters={NO_FILTERS} onClear={nothing} />);
  expect(await screen.findByText('Dock')).toBeTruthy();
  expect(screen.getByText('Not watching: Gate.')).toBeTruthy();
  expect(await screen.findByText(/Watched 22 h 10 min of 24 h/)).toBeTruthy();
  expect(screen.getByText(/Nothing answers at this address/)).toBeTruthy();
});

it('no violations in a time in which nobody watched is not good news, whatever is live now', async () => {
  answerWith({
    ...stats({ watched_seconds: 0, blind_seconds: 86_400 }),
    'GET /api/cameras': { body: { items: [aCamera()], next_cursor: null } },
  });
  renderPage(<NoViolations filters={{ ...NO_FILTERS, range: 'yesterday' }} onClear={nothing} />);
  expect(await screen.findByText(/No camera was watching in this time/)).toBeTruthy();
});

it('no violations and nobody watching is not good news either while the time is not known', async () => {
  answerWith({
    ...ME,
    'GET /api/stats/coverage': away,
    'GET /api/cameras': { body: { items: [], next_cursor: null } },
  });
  renderPage(<NoViolations filters={NO_FILTERS} onClear={nothing} />);
  expect(await screen.findByText(/No camera checks PPE/)).toBeTruthy();
});

it('the strip says in words what is pointed at, by hand or with arrow keys', async () => {
  answerWith(ME);
  renderPage(<CoverageStrip timeline={aTimeline()} />);
  const strip = screen.getByRole('listbox', { name: /Gate, the last 24 hours/ });
  expect(screen.getByText('Watched 14 h of 24 h; blind 2 h; off on purpose 8 h')).toBeTruthy();
  const pieces = within(strip).getAllByRole('option');
  expect(pieces.map((piece) => piece.dataset.kind)).toEqual(['planned', 'watched', 'blind', 'watched']);
  await userEvent.tab();
  expect(document.activeElement).toBe(strip);
  await userEvent.keyboard('{ArrowLeft}{ArrowLeft}');
  expect(screen.getByText(/\(2 h\): Nothing answers at this address\.$/)).toBeTruthy();
  expect(strip.getAttribute('aria-activedescendant')).toBe(pieces[2]?.id);
  await userEvent.keyboard('{Home}');
  expect(screen.getByText(/\(8 h\): The schedule had the camera off\.$/)).toBeTruthy();
  fireEvent.mouseEnter(pieces[1] ?? strip);
  expect(screen.getByText(/\(10 h\): Watched$/)).toBeTruthy();
});

it('over a night on which clocks change the hours under the strip are those that clocks showed', () => {
  answerWith({});
  const client = new QueryClient();
  client.setQueryData(meKey, {
    user: aUser('officer'),
    sites: [{ id: 1, name: 'Plant', time_zone: 'Europe/Berlin' }],
  });
  const { container } = renderPage(
    <CoverageStrip
      timeline={aTimeline({ since: '2026-10-24T11:00:00Z', until: '2026-10-25T11:00:00Z', intervals: [] })}
    />,
    { client },
  );
  expect([...container.querySelectorAll('[aria-hidden] > span')].map(({ textContent }) => textContent)).toEqual([
    'Oct 24, 13:00',
    '01:00',
    '12:00',
  ]);
});

it('a camera of which nobody can say how it was shows no strip', async () => {
  answerWith({ ...ME, 'GET /api/cameras/1/coverage': away });
  renderPage(<CameraDay cameraId={1} />);
  expect(await screen.findByText('Watched time is not available now.')).toBeTruthy();
  expect(screen.queryByRole('listbox')).toBeNull();
});

it('a day that was known is kept, with its age, when it cannot be asked for again', async () => {
  let fine = true;
  answerWith({ ...ME, 'GET /api/cameras/1/coverage': () => (fine ? { body: aTimeline() } : away) });
  const { client } = renderPage(<CameraDay cameraId={1} detailed />);
  expect(await screen.findByRole('list', { name: 'Why it was blind' })).toBeTruthy();
  fine = false;
  await client.refetchQueries();
  expect(await screen.findByText(/^As of /)).toBeTruthy();
  expect(screen.getByRole('listbox')).toBeTruthy();
});
