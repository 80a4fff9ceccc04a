import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { DiskAlert } from '@/app/shell/DiskAlert';
import { storageKey } from '@/entities/system/api/getStorage';
import { StorageCard } from '@/features/storage/components/StorageCard';
import { EvidencePicture } from '@/features/violations/components/EvidencePicture';
import { WidePicture } from '@/features/violations/components/WidePicture';
import { formatBytes } from '@/lib/bytes';
import type { Storage } from '@/types/api';
import { answerWith } from '@tests/support/answers';
import { aStorage, aViolation } from '@tests/support/builders';
import { aUser } from '@tests/support/people';
import { renderPage } from '@tests/support/render';

const me = { body: { user: aUser('officer'), sites: [{ time_zone: 'Asia/Jakarta' }] } };
const answers = (storage: Storage) =>
  answerWith({ 'GET /api/auth/me': me, 'GET /api/system/storage': { body: storage } });
const withLevel = (
  level: 'ok' | 'low' | 'full' | 'unknown',
  holds: ('evidence' | 'data' | 'memory')[] = ['evidence', 'data'],
) =>
  aStorage({
    disks: [
      {
        holds,
        level,
        free_bytes: level === 'unknown' ? null : 1_400_000_000,
        total_bytes: level === 'unknown' ? null : 10 ** 12,
        reserve_bytes: 2_000_000_000,
      },
    ],
  });

it('says what each class takes, how old it is and how long it stays', async () => {
  answers(aStorage());
  renderPage(<StorageCard />);
  const rows = within(await screen.findByRole('table', { name: 'Pictures of violations' })).getAllByRole('row');
  const cells = rows.slice(1).map((row) =>
    within(row)
      .getAllByRole('cell')
      .map((cell) => cell.textContent),
  );
  expect(cells.map(([kind, , ...rest]) => [kind, ...rest])).toEqual([
    ['Demonstrations', '0', '0 kB', 'no limit'],
    ['Reviewed', '1,312', '1.2 GB', '365 days, up to 5 GB'],
    ['Not reviewed yet', '1', 'at least 20 MB', '90 days'],
  ]);
});

it('says what is free and what is to stay free', async () => {
  answers(aStorage());
  renderPage(<StorageCard />);
  const [disk, memory] = within(await screen.findByRole('list', { name: 'Disk' })).getAllByRole('listitem');
  expect(disk?.textContent).toBe('evidence and databaseEnough room212 GB of 480 GB free2 GB reserved');
  expect(memory?.textContent).toContain('shared memory');
});

it('says what retention removed and when it ran', async () => {
  answers(aStorage({ ran_at: null }));
  renderPage(<StorageCard />);
  const card = await screen.findByRole('region', { name: 'Storage' });
  expect(await within(card).findByText('pictures of 41 violations, 9.4 MB')).toBeTruthy();
  expect(within(card).getByText('not known')).toBeTruthy();
});

it('without an answer shows the error, and keeps the last report', async () => {
  let away = true;
  const problem = { status: 503, body: { code: 'database_unavailable', status: 503, detail: '', hint: '' } };
  answerWith({ 'GET /api/auth/me': me, 'GET /api/system/storage': () => (away ? problem : { body: aStorage() }) });
  const { client } = renderPage(<StorageCard />);
  expect((await screen.findByRole('alert')).textContent).toContain('The database does not answer');
  expect(screen.queryByRole('table')).toBeNull();
  away = false;
  await client.refetchQueries({ queryKey: storageKey });
  expect(await screen.findByRole('table')).toBeTruthy();
  away = true;
  await client.refetchQueries({ queryKey: storageKey });
  expect(await screen.findByText(/Last reported/)).toBeTruthy();
  expect(screen.getByRole('table')).toBeTruthy();
});

it('with room on the disk there is no strip', async () => {
  answers(withLevel('ok'));
  const { client } = renderPage(<DiskAlert />);
  await client.refetchQueries({ queryKey: storageKey });
  expect(screen.queryByRole('status')).toBeNull();
  expect(screen.queryByRole('alert')).toBeNull();
});

it.each([
  ['low', 'status', 'nearly full: 1.4 GB left. The oldest pictures are removed, reviewed ones first.'],
  ['full', 'alert', 'is full. New violations may not be stored.'],
  ['unknown', 'alert', 'cannot be reached. New violations may not be stored.'],
] as const)('a disk that is %s is shown on every page, with what to do', async (level, role, text) => {
  answers(withLevel(level));
  renderPage(<DiskAlert />);
  const strip = await screen.findByRole(role);
  expect(strip.textContent).toContain(`The disk with evidence and database ${level === 'low' ? 'is ' : ''}${text}`);
  expect(within(strip).getByRole('link', { name: 'See storage' }).getAttribute('href')).toBe('/system');
});

it('shared memory that is nearly full alarms nobody', async () => {
  answers(withLevel('low', ['memory']));
  const { client } = renderPage(<DiskAlert />);
  await client.refetchQueries({ queryKey: storageKey });
  expect(screen.queryByRole('status')).toBeNull();
});

it('a picture that retention removed is not asked for and says since when', async () => {
  answerWith({ 'GET /api/auth/me': me });
  renderPage(<EvidencePicture src="/crop.jpg" alt="the person" removedAt="2026-11-20T18:00:00Z" />);
  expect(await screen.findByRole('img', { name: 'Picture removed on Nov 21, 2026, by retention' })).toBeTruthy();
  expect(document.querySelector('img')).toBeNull();
});

it('a removed wide picture has no mark and leads nowhere', () => {
  answerWith({ 'GET /api/auth/me': me });
  renderPage(
    <WidePicture
      violation={aViolation({ evidence: { crop: '/c.jpg', wide: '/w.jpg', removed_at: '2026-11-20T02:00:00Z' } })}
    />,
  );
  expect(screen.queryByRole('link')).toBeNull();
  expect(screen.queryByText(/missing/i)).toBeNull();
});

it.each([
  [0, '0 kB'],
  [999, '1 kB'],
  [1500, '2 kB'],
  [1_250_000, '1.3 MB'],
  [212e9, '212 GB'],
  [3.25e12, '3.3 TB'],
])('%d bytes are "%s"', (bytes, text) => {
  expect(formatBytes(bytes, 'en')).toBe(text);
});
