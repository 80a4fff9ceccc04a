import { Notifications } from '@mantine/notifications';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it, vi } from 'vitest';
import { SitesPage } from '@/pages/administration/SitesPage';
import type { Contents, Site } from '@/types/api';
import { answerWith } from '@tests/support/answers';
import { aCamera } from '@tests/support/builders';
import { aSite, LIMITED, meAs } from '@tests/support/people';
import { renderPage } from '@tests/support/render';

const gate = aSite();
const dock = aSite({ id: 2, name: 'Dock', time_zone: 'Asia/Makassar', version: 4 });
const NOTHING: Contents = { sites: 1, cameras: 0, schedules: 0, violations: 0, users: 0 };
const company = {
  id: 1,
  name: 'Semen',
  created_at: '2026-01-02T00:00:00Z',
  archived_at: null,
  camera_limit: 8,
  version: 3,
};

beforeEach(
  () => void vi.spyOn(Intl, 'supportedValuesOf').mockReturnValue(['Asia/Jakarta', 'Asia/Makassar', 'Europe/Berlin']),
);

function draw(answers: Parameters<typeof answerWith>[0] = {}, sites: Site[] = [gate, dock]) {
  const asked = answerWith({
    'GET /api/auth/me': meAs('admin', {}, sites),
    'GET /api/sites': { body: { items: sites } },
    'GET /api/cameras': { body: { items: [aCamera(), aCamera({ id: 2, name: 'Yard' })], next_cursor: null } },
    'GET /api/company': { body: company },
    ...answers,
  });
  renderPage(
    <>
      <SitesPage />
      <Notifications />
    </>,
  );
  return { asked, changes: () => asked.filter(({ method }) => method !== 'GET') };
}

const row = async (name: string) => within((await screen.findByText(name)).closest('tr') ?? document.body);
async function choose(site: string, item: string) {
  await userEvent.click(await screen.findByRole('button', { name: `Actions for ${site}` }));
  await userEvent.click(await screen.findByRole('menuitem', { name: new RegExp(`^${item}`) }));
}

it('shows the clock and the number of cameras of each site', async () => {
  draw();
  expect((await row('Plant 1')).getByRole('link', { name: '2' }).getAttribute('href')).toBe('/cameras?site=1');
  expect((await row('Dock')).getByText('0')).toBeTruthy();
  expect((await row('Dock')).getByText(/Asia\/Makassar/)).toBeTruthy();
});

it('shows why the sites cannot be read, and asks again', async () => {
  draw({ 'GET /api/sites': { status: 503, body: { code: 'database_unavailable' } } });
  expect(await screen.findByText('The database does not answer')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
});

it('is refused to administrators who are limited', async () => {
  draw({ 'GET /api/auth/me': meAs('admin', { permissions: LIMITED }) });
  expect(await screen.findByText('Your role may not do this')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Add site' })).toBeNull();
});

it('adds a site with its time zone', async () => {
  const { changes } = draw({ 'POST /api/sites': { status: 201, body: aSite({ id: 3, name: 'Quarry' }) } });
  await userEvent.click(await screen.findByRole('button', { name: 'Add site' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Add site' }));
  fireEvent.change(dialog.getByLabelText('Name'), { target: { value: ' Quarry ' } });
  await userEvent.click(dialog.getByRole('combobox', { name: 'Time zone' }));
  await userEvent.click(await screen.findByRole('option', { name: 'Asia/Makassar' }));
  await userEvent.click(dialog.getByRole('button', { name: 'Add site' }));
  expect(await screen.findByText('Quarry was added')).toBeTruthy();
  expect(changes()[0]?.body).toEqual({ name: 'Quarry', time_zone: 'Asia/Makassar' });
});

it('says that somebody else was faster, and saves over the newest version when asked again', async () => {
  let stored = dock;
  const { changes } = draw({
    'GET /api/sites': () => ({ body: { items: [gate, stored] } }),
    'PATCH /api/sites/2': () => {
      if (stored.version === 5) return { body: { ...stored, name: 'Harbour', version: 6 } };
      stored = { ...dock, name: 'Pier', version: 5 };
      return { status: 409, body: { code: 'changed_meanwhile' } };
    },
  });
  await choose('Dock', 'Name and time zone');
  const dialog = within(await screen.findByRole('dialog'));
  fireEvent.change(dialog.getByLabelText('Name'), { target: { value: '' } });
  fireEvent.change(dialog.getByLabelText('Name'), { target: { value: 'Harbour' } });
  await userEvent.click(dialog.getByRole('button', { name: 'Save' }));
  expect((await dialog.findByRole('alert')).textContent).toContain('Somebody else has changed this');
  expect(await screen.findByText('Pier')).toBeTruthy();
  expect(dialog.getByLabelText<HTMLInputElement>('Name').value).toBe('Harbour');
  await userEvent.click(dialog.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(changes().map(({ body }) => body)).toEqual([
    { name: 'Harbour', version: 4 },
    { name: 'Harbour', version: 5 },
  ]);
});

it('shows what a site holds and offers no deletion', async () => {
  draw({ 'GET /api/sites/1/contents': { body: { ...NOTHING, cameras: 2, violations: 31 } } });
  await choose('Plant 1', 'Delete');
  const dialog = within(await screen.findByRole('dialog', { name: 'Delete Plant 1?' }));
  expect(await dialog.findByText('2 cameras, removed ones included')).toBeTruthy();
  expect(dialog.getByText('31 violations')).toBeTruthy();
  expect(dialog.queryByRole('button', { name: 'Delete' })).toBeNull();
});

it('deletes a site that holds nothing, after confirmation', async () => {
  const { changes } = draw({
    'GET /api/sites/2/contents': { body: NOTHING },
    'DELETE /api/sites/2': { status: 204, body: null },
  });
  await choose('Dock', 'Delete');
  const dialog = within(await screen.findByRole('dialog', { name: 'Delete Dock?' }));
  expect(await dialog.findByText(/It holds no cameras and no violations/)).toBeTruthy();
  expect(changes()).toEqual([]);
  await userEvent.click(dialog.getByRole('button', { name: 'Delete' }));
  expect(await screen.findByText('Dock was deleted')).toBeTruthy();
});

it('keeps the only site', async () => {
  draw({ 'GET /api/sites/1/contents': { body: NOTHING } }, [gate]);
  await choose('Plant 1', 'Delete');
  expect(await screen.findByText(/This is the only site/)).toBeTruthy();
  expect(within(screen.getByRole('dialog')).queryByRole('button', { name: 'Delete' })).toBeNull();
});

it('archives a site without cameras, and not one with cameras', async () => {
  const { changes } = draw({ 'PATCH /api/sites/2': { body: { ...dock, archived_at: '2026-11-21T00:00:00Z' } } });
  await userEvent.click(await screen.findByRole('button', { name: 'Actions for Plant 1' }));
  expect(await screen.findByText('Move or remove its cameras first.')).toBeTruthy();
  await userEvent.keyboard('{Escape}');
  await choose('Dock', 'Archive');
  expect(await screen.findByText('Dock was archived')).toBeTruthy();
  expect(changes().map(({ body }) => body)).toEqual([{ archived: true, version: 4 }]);
});

it("changes the company's name and shows its limit", async () => {
  const { changes } = draw({ 'PATCH /api/company': { body: { ...company, name: 'Semen Baru', version: 4 } } });
  const card = within(await screen.findByRole('region', { name: 'Company' }));
  expect(await card.findByText('2 of at most 8')).toBeTruthy();
  fireEvent.change(card.getByLabelText('Name'), { target: { value: 'Semen Baru' } });
  await userEvent.click(card.getByRole('button', { name: 'Save' }));
  expect(await card.findByText('Saved.')).toBeTruthy();
  expect(changes()[0]?.body).toEqual({ name: 'Semen Baru', version: 3 });
});
