import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { InvitePage } from '@/pages/administration/InvitePage';
import { UserFormPage } from '@/pages/administration/UserFormPage';
import { UsersPage } from '@/pages/administration/UsersPage';
import { answerWith } from '@tests/support/answers';
import { aCamera } from '@tests/support/builders';
import { aLink, aMember, ann, asking } from '@tests/support/members';
import { renderPage, renderRoute } from '@tests/support/render';

const fill = (field: HTMLElement, value: string) => void fireEvent.change(field, { target: { value } });

type Answers = Parameters<typeof answerWith>[0];
const CAMERAS = [aCamera({ id: 5, name: 'Gate' }), aCamera({ id: 6, name: 'Dock' })];
const backend = (more: Answers = {}) => {
  const asked = answerWith({
    ...asking({}, CAMERAS),
    'GET /api/users': { body: { items: [ann, aMember()] } },
    'GET /api/invitations': { body: { items: [] } },
    ...more,
  });
  return { asked, changes: () => asked.filter(({ method }) => method !== 'GET').map(({ body }) => body) };
};
const radio = (name: RegExp | string) => userEvent.click(screen.getByRole('radio', { name }));
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));

it('says that the role may not, asks for nothing and offers nothing', async () => {
  const { asked } = backend(asking({ role: 'viewer' }));
  renderPage(<UsersPage />);
  expect(await screen.findByText('Your role may not do this')).toBeTruthy();
  expect(screen.queryByRole('link', { name: 'Invite' })).toBeNull();
  expect(asked.map(({ url }) => url)).toEqual(['/api/auth/me']);
});

async function fillInvitation() {
  renderRoute('/administration/users/invite', '/administration/users/invite', <InvitePage />);
  fill(await screen.findByLabelText('Name'), 'Citra');
  fill(screen.getByLabelText('E-mail'), 'citra@plant.example');
}

it('invites somebody for one camera, and shows the link once, with what to do with it', async () => {
  const { changes } = backend({
    'POST /api/invitations': { status: 201, body: { invitation: aLink(), link: '/welcome#secret' } },
  });
  await fillInvitation();
  expect(screen.getByText(/It sends no mail: you hand the link over/)).toBeTruthy();
  await radio('Safety officer');
  await radio('Some sites and cameras only');
  expect(await screen.findByText(/Nothing: no site or camera is chosen/)).toBeTruthy();
  await userEvent.click(screen.getByRole('checkbox', { name: 'Gate' }));
  expect(screen.queryByText(/Nothing: no site or camera/)).toBeNull();
  await press('Make the link');
  expect(await screen.findByDisplayValue(/\/welcome#secret$/)).toBeTruthy();
  expect(screen.getByText(/Hand the link over yourself, only to Citra \(citra@plant.example\)/)).toBeTruthy();
  expect(changes()).toEqual([
    { name: 'Citra', email: 'citra@plant.example', role: 'officer', limits: { site_ids: [], camera_ids: [5] } },
  ]);
  await press('Invite somebody else');
  expect(screen.queryByDisplayValue(/secret/)).toBeNull();
  expect((await screen.findByLabelText<HTMLInputElement>('Name')).value).toBe('');
});

it('a chosen site brings its cameras, which cannot be chosen beside it', async () => {
  const { changes } = backend({
    'POST /api/invitations': { status: 201, body: { invitation: aLink(), link: '/welcome#x' } },
  });
  await fillInvitation();
  await radio('Some sites and cameras only');
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Gate' }));
  await userEvent.click(screen.getByRole('checkbox', { name: 'Plant 1, all cameras' }));
  const dock = screen.getByRole<HTMLInputElement>('checkbox', { name: 'Dock' });
  expect([dock.checked, dock.disabled]).toEqual([true, true]);
  await press('Make the link');
  await waitFor(() => expect(changes()).toMatchObject([{ limits: { site_ids: [1], camera_ids: [] } }]));
});

it.each([
  ['email_in_use', 'Somebody has this address already.'],
  ['already_invited', /This address is invited already/],
])('says at the address why it is refused with %s, and keeps what was typed', async (code, text) => {
  backend({ 'POST /api/invitations': { status: 409, body: { code } } });
  await fillInvitation();
  await press('Make the link');
  expect(await screen.findByText(text)).toBeTruthy();
  expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('Citra');
});

it('asks for a name and an address before it asks the server', async () => {
  const { changes } = backend();
  renderRoute('/administration/users/invite', '/administration/users/invite', <InvitePage />);
  await screen.findByLabelText('Name');
  await press('Make the link');
  expect(screen.getByText('Enter a name.')).toBeTruthy();
  expect(screen.getByText('Write it like name@company.com.')).toBeTruthy();
  expect(changes()).toEqual([]);
});

const edit = (id = 2) => renderRoute('/administration/users/:userId', `/administration/users/${id}`, <UserFormPage />);

it('saves only what was changed, with the version that was seen', async () => {
  const { changes } = backend({ 'PATCH /api/users/2': { body: aMember({ role: 'officer', version: 4 }) } });
  edit();
  await screen.findByDisplayValue('Budi');
  await radio('Safety officer');
  await press('Save');
  expect(await screen.findByText('Elsewhere')).toBeTruthy();
  expect(changes()).toEqual([{ version: 3, role: 'officer' }]);
});

it('explains that somebody else was faster, keeps the input, and loads the newer values on request', async () => {
  let current = aMember();
  backend({
    'GET /api/users': () => ({ body: { items: [ann, current] } }),
    'PATCH /api/users/2': () => {
      current = aMember({ name: 'Budi S.', role: 'supervisor', version: 9 });
      return { status: 409, body: { code: 'changed_meanwhile' } };
    },
  });
  edit();
  await userEvent.type(await screen.findByDisplayValue('Budi'), ' Santoso');
  await press('Save');
  expect(await screen.findByText('Somebody else changed this user meanwhile')).toBeTruthy();
  expect(screen.getByDisplayValue('Budi Santoso')).toBeTruthy();
  await press('Load the newer values');
  expect(await screen.findByDisplayValue('Budi S.')).toBeTruthy();
  expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Supervisor' }).checked).toBe(true);
});

it('shows why the last administrator stays', async () => {
  backend({ 'PATCH /api/users/2': { status: 409, body: { code: 'last_administrator' } } });
  edit();
  await screen.findByDisplayValue('Budi');
  await radio('Safety officer');
  await press('Save');
  const alert = within(await screen.findByRole('alert'));
  expect(alert.getByText("The company's last administrator stays")).toBeTruthy();
});

it('offers the platform mark to platform administrators only', async () => {
  backend();
  edit();
  await screen.findByDisplayValue('Budi');
  expect(screen.queryByRole('switch')).toBeNull();
});

it('the own role and limits cannot be changed, and somebody who is gone is named so', async () => {
  backend();
  const { unmount } = edit(1);
  expect(await screen.findByText('This is you')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
  unmount();
  edit(77);
  expect(await screen.findByText('This does not exist')).toBeTruthy();
});
