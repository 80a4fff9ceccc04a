import { Notifications } from '@mantine/notifications';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it, vi } from 'vitest';
import { CompaniesPage } from '@/pages/administration/CompaniesPage';
import type { CompanyOverview, Erasure } from '@/types/api';
import { answerWith } from '@tests/support/answers';
import { meAs } from '@tests/support/people';
import { renderPage } from '@tests/support/render';

const CONTENTS = { sites: 2, cameras: 4, schedules: 1, violations: 30, users: 3 };
const company = (changes: Partial<CompanyOverview> = {}): CompanyOverview => ({
  id: 1,
  name: 'Semen',
  created_at: '2026-01-02T00:00:00Z',
  archived_at: null,
  camera_limit: null,
  version: 1,
  contents: CONTENTS,
  live_cameras: 3,
  camera_states: { live: 2, failed: 1 },
  erasing: false,
  ...changes,
});
const OWN = company();
const OTHER = company({ id: 2, name: 'Kayu', camera_limit: 5, version: 7 });
const ERASURE: Erasure = {
  company_id: 2,
  name: 'Kayu',
  state: 'running',
  requested_at: '2026-11-21T00:00:00Z',
  at_first: CONTENTS,
  left: { ...CONTENTS, violations: 10 },
  proof: null,
};
const PROOF = {
  rows: { cameras: 4 },
  files: 60,
  keys: 8,
  digest: 'ab'.repeat(32),
  finished_at: '2026-11-21T01:00:00Z',
};
const NONE = { body: { items: [], next_cursor: null } };

beforeEach(() => void vi.spyOn(Intl, 'supportedValuesOf').mockReturnValue(['Asia/Jakarta', 'Asia/Makassar']));

function draw(answers: Parameters<typeof answerWith>[0] = {}) {
  const asked = answerWith({
    'GET /api/auth/me': meAs('admin', { is_platform: true }),
    'GET /api/companies': { body: { items: [OWN, OTHER] } },
    'GET /api/installation/audit': NONE,
    ...answers,
  });
  renderPage(
    <>
      <CompaniesPage />
      <Notifications />
    </>,
  );
  return { changes: () => asked.filter(({ method }) => method !== 'GET') };
}
const openMenu = async (name: string) =>
  userEvent.click(await screen.findByRole('button', { name: `Actions for ${name}` }));
async function choose(name: string, item: string) {
  await openMenu(name);
  await userEvent.click(await screen.findByRole('menuitem', { name: item }));
  return within(await screen.findByRole('dialog'));
}

it('is for platform administrators', async () => {
  draw({ 'GET /api/auth/me': meAs('admin') });
  expect(await screen.findByText('Your role may not do this')).toBeTruthy();
});

it('shows state, quota and camera states', async () => {
  draw({ 'GET /api/companies': { body: { items: [OWN, { ...OTHER, archived_at: '2026-11-01T00:00:00Z' }] } } });
  const own = within((await screen.findByText('Semen')).closest('tr') ?? document.body);
  expect([
    own.getByText('Active'),
    own.getByText('3, no limit'),
    own.getByText('2 Live'),
    own.getByText(/Your company/),
  ]).toBeTruthy();
  const other = within(screen.getByText('Kayu').closest('tr') ?? document.body);
  expect([
    other.getByText('Archived'),
    other.getByText('3 of at most 5'),
    other.getByText(/30 violations/),
  ]).toBeTruthy();
});

it('shows why the companies cannot be read', async () => {
  draw({ 'GET /api/companies': { status: 503, body: { code: 'database_unavailable' } } });
  expect(await screen.findByText('The database does not answer')).toBeTruthy();
});

it('neither archives nor erases the own company, nor visits it', async () => {
  draw();
  await openMenu('Semen');
  expect((await screen.findAllByRole('menuitem')).map(({ textContent }) => textContent)).toEqual([
    'Name and limit',
    'Invite an administrator',
  ]);
});

it('adds a company with its first site', async () => {
  const { changes } = draw({ 'POST /api/companies': { status: 201, body: { ...OTHER, name: 'Baja' } } });
  await userEvent.click(await screen.findByRole('button', { name: 'Add company' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Add company' }));
  fireEvent.change(dialog.getByLabelText('Name'), { target: { value: 'Baja' } });
  fireEvent.change(dialog.getByLabelText('First site'), { target: { value: 'Mill' } });
  fireEvent.change(dialog.getByLabelText('Camera limit'), { target: { value: '12' } });
  await userEvent.click(dialog.getByRole('button', { name: 'Add company' }));
  expect(await screen.findByText('Baja was added. Invite its administrator next.')).toBeTruthy();
  expect(changes()[0]?.body).toMatchObject({ name: 'Baja', camera_limit: 12, site: { name: 'Mill' } });
});

it('removes a limit, and says that somebody else was faster', async () => {
  const { changes } = draw({ 'PATCH /api/companies/2': { status: 409, body: { code: 'changed_meanwhile' } } });
  const dialog = await choose('Kayu', 'Name and limit');
  fireEvent.change(dialog.getByLabelText('Camera limit'), { target: { value: '' } });
  await userEvent.click(dialog.getByRole('button', { name: 'Save' }));
  expect((await dialog.findByRole('alert')).textContent).toContain('Somebody else has changed this');
  expect(changes()[0]?.body).toEqual({ name: 'Kayu', camera_limit: null, version: 7 });
});

it('archives after confirmation', async () => {
  const { changes } = draw({ 'PATCH /api/companies/2': { body: OTHER } });
  const dialog = await choose('Kayu', 'Archive');
  expect(dialog.getByText(/Its cameras stop/)).toBeTruthy();
  await userEvent.click(dialog.getByRole('button', { name: 'Archive' }));
  expect(await screen.findByText('Kayu was archived')).toBeTruthy();
  expect(changes()[0]?.body).toEqual({ archived: true, version: 7 });
});

it('erases only after the name was typed, and shows how far it is', async () => {
  const { changes } = draw({
    'GET /api/companies/2/contents': { body: CONTENTS },
    'DELETE /api/companies/2': { status: 202, body: ERASURE },
    'GET /api/companies/2/erasure': { body: ERASURE },
  });
  const dialog = await choose('Kayu', 'Erase for good');
  expect(await dialog.findByText('30 violations')).toBeTruthy();
  const button = dialog.getByRole<HTMLButtonElement>('button', { name: 'Erase for good' });
  fireEvent.change(dialog.getByLabelText('Type the name Kayu to confirm'), { target: { value: 'Kay' } });
  expect(button.disabled).toBe(true);
  fireEvent.change(dialog.getByLabelText('Type the name Kayu to confirm'), { target: { value: 'Kayu' } });
  await userEvent.click(button);
  const progress = within(await screen.findByRole('dialog', { name: 'Erasure of Kayu' }));
  expect(await progress.findByText('20 of 40 records erased')).toBeTruthy();
  expect(changes().map(({ body }) => body)).toEqual([{ name: 'Kayu' }]);
});

it('keeps the proof of an erased company to be seen and stored', async () => {
  const erased = { number: 1, at: '2026-11-21T01:00:00Z', target_id: '2', detail: { name: 'Kayu' } };
  draw({
    'GET /api/companies': { body: { items: [OWN] } },
    'GET /api/installation/audit': { body: { items: [erased], next_cursor: null } },
    'GET /api/companies/2/erasure': { body: { ...ERASURE, state: 'done', proof: PROOF } },
  });
  const stored = vi.fn(() => 'blob:proof');
  Object.assign(URL, { createObjectURL: stored, revokeObjectURL: vi.fn() });
  await userEvent.click(await screen.findByRole('button', { name: 'Proof: Kayu' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(await dialog.findByText(PROOF.digest)).toBeTruthy();
  await userEvent.click(dialog.getByRole('button', { name: 'Download the proof' }));
  expect(stored).toHaveBeenCalled();
});

it('visits a company only with a reason', async () => {
  const visit = { access_token: 'guest', token_type: 'Bearer', expires_in: 3600, company: OTHER };
  const { changes } = draw({ 'POST /api/companies/2/access': { body: visit } });
  const dialog = await choose('Kayu', 'Visit');
  expect(dialog.getByRole<HTMLButtonElement>('button', { name: 'Start the visit' }).disabled).toBe(true);
  fireEvent.change(dialog.getByLabelText('Reason'), { target: { value: 'dark camera' } });
  await userEvent.click(dialog.getByRole('button', { name: 'Start the visit' }));
  await waitFor(() => expect(localStorage.getItem('mandor.token')).toBe('guest'));
  expect(changes()[0]?.body).toEqual({ reason: 'dark camera' });
  expect(localStorage.getItem('mandor.visit')).toContain('Kayu');
});

it('shows a link for a registration once', async () => {
  const invitation = { name: 'Wati', email: 'wati@kayu.example', expires_at: '2026-11-28T00:00:00Z' };
  const { changes } = draw({
    'POST /api/invitations/registration': { status: 201, body: { link: '/welcome#secret', invitation } },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Invite a company' }));
  const dialog = within(await screen.findByRole('dialog'));
  fireEvent.change(dialog.getByLabelText('Name of the person'), { target: { value: 'Wati' } });
  fireEvent.change(dialog.getByLabelText('E-mail'), { target: { value: 'wati@kayu.example' } });
  await userEvent.click(dialog.getByRole('button', { name: 'Make the link' }));
  expect((await dialog.findByLabelText<HTMLInputElement>('Link')).value).toMatch(/\/welcome#secret$/);
  expect(dialog.getByText(/only to Wati \(wati@kayu.example\)/)).toBeTruthy();
  expect(changes()[0]?.body).toEqual({ name: 'Wati', email: 'wati@kayu.example' });
});
