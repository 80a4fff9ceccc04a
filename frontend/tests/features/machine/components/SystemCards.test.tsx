import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { systemStatusKey } from '@/features/machine/api/getSystemStatus';
import { ConnectionsCard } from '@/features/machine/components/ConnectionsCard';
import { ProcessesCard } from '@/features/machine/components/ProcessesCard';
import { QueueCard } from '@/features/machine/components/QueueCard';
import type { CameraConnection, ProcessState, SystemStatus } from '@/types/api';
import { answerWith } from '@tests/support/answers';
import { aUser } from '@tests/support/people';
import { renderPage } from '@tests/support/render';

const me = { body: { user: aUser('officer'), sites: [{ time_zone: 'Asia/Jakarta' }] } };
const aProcess = (changes: Partial<ProcessState> = {}): ProcessState => ({
  name: 'inference',
  running: true,
  pid: 7,
  started_at: '2026-11-21T02:00:00.000Z',
  version: '0.1.0',
  restarts: 0,
  restarts_last_hour: 0,
  memory_bytes: 412e6,
  cpu_share: 0.86,
  ...changes,
});
const aConnection = (changes: Partial<CameraConnection> = {}): CameraConnection => ({
  id: 1,
  name: 'Gate',
  state: 'live',
  quality: { word: 'good', reasons: [] },
  restarts: 0,
  restarts_last_hour: 0,
  frames_received: 90,
  frames_judged: 50,
  frames_quiet: 30,
  frames_dropped: 10,
  journal_waiting: 2,
  lag_seconds: 0.2,
  lag_p95_seconds: 0.4,
  ...changes,
});
const aSystem = (changes: Partial<SystemStatus> = {}): SystemStatus => ({
  at: '2026-11-21T03:00:00.000Z',
  versions: {
    mandor: '0.1.0',
    python: '3.11.9',
    database: 'SQLite 3.45.1',
    redis: '6.2.14',
    pm2: '7.0.4',
    model: 'ppe@01',
  },
  processes: [aProcess()],
  cameras: [aConnection()],
  queue: { backlog: 3, oldest_seconds: 0.8 },
  dead_letters: 0,
  disks: [],
  redis: { memory_bytes: 9.4e6, uptime_seconds: 60, clock_offset_seconds: 0.1 },
  ...changes,
});
const answerSystem = (changes: Partial<SystemStatus> = {}) =>
  answerWith({ 'GET /api/auth/me': me, 'GET /api/system': { body: aSystem(changes) } });
const cells = async (name: string) => {
  const table = await screen.findByRole('table', { name });
  return within(table)
    .getAllByRole('row')
    .slice(1)
    .map((row) =>
      within(row)
        .getAllByRole('cell')
        .map((cell) => cell.textContent),
    );
};

it('says what runs, what it takes and what does not run', async () => {
  answerSystem({
    processes: [
      aProcess({ restarts: 4, restarts_last_hour: 2 }),
      aProcess({ name: 'jobs', running: false, started_at: null, memory_bytes: null, cpu_share: null }),
    ],
  });
  renderPage(<ProcessesCard />);
  const [runs, silent] = await cells('Processes');
  expect(runs?.filter((_, index) => index !== 2)).toEqual([
    'inference',
    'Running',
    '4 (2 in the last hour)',
    '412 MB',
    '86%',
  ]);
  expect(silent).toEqual(['jobs', 'Stopped', '–', '0', '–', '–']);
});

it('says that it is not known what runs, which is not nothing', async () => {
  answerSystem({ processes: null });
  renderPage(<ProcessesCard />);
  expect(await screen.findByText(/Redis does not answer/)).toBeTruthy();
  expect(screen.queryByRole('table')).toBeNull();
});

it('says a connection in a word with its reasons', async () => {
  const reasons = [
    { code: 'gap' as const, number: 6.5, message: '' },
    { code: 'reconnects' as const, number: 1, message: '' },
  ];
  answerSystem({
    cameras: [
      aConnection(),
      aConnection({ id: 2, name: 'Yard', quality: { word: 'poor', reasons } }),
      aConnection({ id: 3, name: 'Dock', quality: null, lag_p95_seconds: null }),
    ],
  });
  renderPage(<ConnectionsCard />);
  const rows = await cells("The cameras' connections");
  expect(rows[0]).toEqual(['Gate', 'Good', '90', '50', '30', '10', '0.4 s', '0']);
  expect(rows[1]?.[1]).toBe('Poor6.5 s without a picture in the last 5 minutes1 reconnect in the last hour');
  expect(rows[2]?.[1]).toBe('Not known');
  expect(rows[2]?.[6]).toBe('–');
});

it('says that there are no cameras', async () => {
  answerSystem({ cameras: [] });
  renderPage(<ConnectionsCard />);
  expect(await screen.findByText('There are no cameras yet.')).toBeTruthy();
});

const fact = async (name: string) => (await screen.findByText(name)).nextSibling?.textContent;

it('tells of the queue, the journals and the clock', async () => {
  answerSystem();
  renderPage(<QueueCard />);
  expect(await fact('Events waiting to be stored')).toBe('3');
  expect(await fact('Oldest event waiting for')).toBe('0.8 s');
  expect(await fact("Waiting in cameras' journals")).toBe('2');
  expect(await fact("Redis's clock")).toBe('agrees');
  expect(await fact('Redis')).toBe('6.2.14, 9.4 MB');
});

it.each([
  ['polling', 'Long polling, because a proxy in between passes no WebSocket'],
  ['websocket', 'WebSocket'],
] as const)('shows quietly that this page runs on %s', async (transport, text) => {
  answerSystem();
  renderPage(<QueueCard />, { live: { status: 'connected', connection: null, transport } });
  expect(await fact("This page's live connection")).toBe(text);
  expect(screen.queryByRole('alert')).toBeNull();
});

it('says a wrong clock, and what is not known', async () => {
  answerSystem({
    queue: null,
    dead_letters: null,
    redis: { memory_bytes: 1e6, uptime_seconds: 1, clock_offset_seconds: -7 },
  });
  renderPage(<QueueCard />);
  expect(await fact("Redis's clock")).toBe('7 s off');
  expect(await fact('Events waiting to be stored')).toBe('not known');
});

it('keeps the last report, dated, when no newer one can be read', async () => {
  answerSystem();
  const { client } = renderPage(<QueueCard />);
  await screen.findByText('Events waiting to be stored');
  answerWith({ 'GET /api/auth/me': me });
  await client.refetchQueries({ queryKey: systemStatusKey });
  expect(await screen.findByText(/Last reported/)).toBeTruthy();
  expect(screen.getByText('Events waiting to be stored')).toBeTruthy();
});
