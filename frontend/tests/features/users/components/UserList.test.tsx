import { Notifications } from '@mantine/notifications';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { UserList } from '@/features/users/components/UserList';
import { answerWith } from '@tests/support/answers';
import { aCamera } from '@tests/support/builders';
import { aLink, aMember, ann, asking } from '@tests/support/members';
import { renderPage } from '@tests/support/render';

type Answers = Parameters<typeof answerWith>[0];

function show(users: unknown[], more: Answers = {}, path = '/') {
  const asked = answerWith({
    ...asking({}, [aCamera({ id: 5, name: 'Gate' })]),
    'GET /api/users': { body: { items: users } },
    'GET /api/invitations': { body: { items: [] } },
    ...more,
  });
  renderPage(
    <>
      <UserList />
      <Notifications />
    </>,
    { path },
  );
  return { asked, changes: () => asked.filter(({ method }) => method !== 'GET') };
}
const row = async (name: string) => {
  const list = await screen.findByRole('list', { name: 'Users' });
  const found = within(list)
    .getAllByRole('listitem')
    .find((one) => one.textContent.startsWith(name));
  if (found === undefined) throw new Error(`no row of ${name}`);
  return within(found);
};
const choose = async (name: string, item: string) => {
  await userEvent.click(await (await row(name)).findByRole('button', { name: `Actions for ${name}` }));
  await userEvent.click(await screen.findByRole('menuitem', { name: item }));
};

it('shows role, limits by name, and who is disabled, platform administrator or oneself', async () => {
  show([
    ann,
    aMember({ limits: { site_ids: [1], camera_ids: [5, 9] }, disabled_at: '2026-11-02T00:00:00Z' }),
    aMember({ id: 3, name: 'Dewi', is_platform: true, limits: { site_ids: [], camera_ids: [] } }),
  ]);
  expect((await row('Ann')).getByText('The whole company')).toBeTruthy();
  expect(await (await row('Ann')).findByText('You')).toBeTruthy();
  expect(await (await row('Budi')).findByText('Plant 1, all cameras · Gate · Camera 9, removed')).toBeTruthy();
  expect((await row('Budi')).getByText('Disabled')).toBeTruthy();
  expect(await (await row('Dewi')).findByText(/Nothing: no site or camera/)).toBeTruthy();
});

it('offers no change of the own row, nor of a platform administrator by somebody who is none', async () => {
  show([ann, aMember({ is_platform: true })]);
  expect(await (await row('Ann')).findByRole('link', { name: 'My account' })).toBeTruthy();
  expect((await row('Ann')).queryByRole('button')).toBeNull();
  expect((await row('Budi')).getByText('Changed by platform administrators only')).toBeTruthy();
  expect((await row('Budi')).queryByRole('button')).toBeNull();
});

it('searches by name and e-mail, filters by role, and says when nobody matches', async () => {
  show([ann, aMember(), aMember({ id: 3, name: 'Dewi', email: 'd@other.example', role: 'officer' })]);
  await row('Budi');
  const search = screen.getByRole('searchbox', { name: 'Search by name or e-mail' });
  await userEvent.type(search, 'OTHER.ex');
  expect(screen.queryByText('Budi')).toBeNull();
  await row('Dewi');
  await userEvent.type(search, 'zzz');
  await userEvent.click(await screen.findByRole('button', { name: 'Show all users' }));
  await row('Budi');
  await userEvent.click(screen.getByRole('combobox', { name: 'Role' }));
  await userEvent.click(await screen.findByRole('option', { name: 'Viewer' }));
  await waitFor(() => expect(screen.queryByText('Dewi')).toBeNull());
  await row('Budi');
});

it('disables with the version that was seen, and takes it back with the newer one', async () => {
  const answers = [
    { body: aMember({ disabled_at: '2026-11-21T00:00:00Z', version: 4 }) },
    { body: aMember({ version: 5 }) },
  ];
  const { changes } = show([ann, aMember()], { 'PATCH /api/users/2': () => answers.shift() ?? { body: null } });
  await choose('Budi', 'Disable');
  expect(await screen.findByText('Budi is disabled and logged out')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
  expect(await screen.findByText('Budi is as before')).toBeTruthy();
  expect(changes().map(({ body }) => body)).toEqual([
    { version: 3, disabled: true },
    { version: 4, disabled: false },
  ]);
});

it.each([
  ['changed_meanwhile', 'Somebody else changed this user meanwhile'],
  ['last_administrator', "The company's last administrator stays"],
])('says so when it is refused with %s, and reads the list again', async (code, text) => {
  const { asked } = show([ann, aMember()], { 'PATCH /api/users/2': { status: 409, body: { code } } });
  await choose('Budi', 'Disable');
  expect(await screen.findByText(text)).toBeTruthy();
  await waitFor(() => expect(asked.filter(({ url }) => url === '/api/users').length).toBeGreaterThan(1));
});

it('says what deletion does before it deletes', async () => {
  const { changes } = show([ann, aMember()], { 'DELETE /api/users/2': { status: 204, body: null } });
  await choose('Budi', 'Delete');
  const dialog = within(await screen.findByRole('dialog', { name: 'Delete Budi?' }));
  expect(dialog.getByText(/Nothing brings this back. The audit keeps what was done/)).toBeTruthy();
  expect(changes()).toEqual([]);
  await userEvent.click(dialog.getByRole('button', { name: 'Delete' }));
  expect(await screen.findByText('Budi is deleted')).toBeTruthy();
  expect(changes().map(({ url }) => url)).toEqual(['/api/users/2?version=3']);
});

it('shows a reset link once', async () => {
  const link = aLink({ purpose: 'reset', name: 'Budi', email: 'budi@plant.example' });
  show([ann, aMember()], {
    'POST /api/users/2/reset': { status: 201, body: { invitation: link, link: '/welcome#secret-token' } },
  });
  await choose('Budi', 'Make a reset link');
  const dialog = within(await screen.findByRole('dialog', { name: 'Link for Budi' }));
  const field = await dialog.findByLabelText<HTMLInputElement>('Link');
  expect(field.value).toBe(`${window.location.origin}/welcome#secret-token`);
  await userEvent.click(dialog.getByRole('button', { name: 'Done' }));
  await waitFor(() => expect(screen.queryByDisplayValue(/secret-token/)).toBeNull());
});

it.each([
  ['nobody else is here', [], true],
  ['somebody is invited', [aLink()], false],
])('leads to invite the second person when %s: %#', async (_, links, leads) => {
  show([ann], { 'GET /api/invitations': { body: { items: links } } });
  await row('Ann');
  if (leads)
    expect((await screen.findByRole('link', { name: 'Invite the second person' })).getAttribute('href')).toBe(
      '/administration/users/invite',
    );
  else expect(screen.queryByText('You are the only one here')).toBeNull();
});

it('shows that it loads, and an error with another try', async () => {
  show([], { 'GET /api/users': { status: 503, body: { code: 'database_unavailable' } } });
  expect(screen.getByRole('status', { name: 'Loading' })).toBeTruthy();
  expect(await screen.findByText('The database does not answer')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
});
