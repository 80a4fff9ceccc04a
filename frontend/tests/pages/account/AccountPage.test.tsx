import { Notifications } from '@mantine/notifications';
import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { AccountPage } from '@/pages/account/AccountPage';
import { answerWith } from '@tests/support/answers';
import { aCamera } from '@tests/support/builders';
import { anAccount, asking } from '@tests/support/members';
import { renderPage } from '@tests/support/render';

const fill = (field: HTMLElement, value: string) => void fireEvent.change(field, { target: { value } });

function show(account = anAccount(), more: Parameters<typeof answerWith>[0] = {}) {
  const asked = answerWith({
    ...asking({}, [aCamera({ id: 5, name: 'Gate' })]),
    'GET /api/account': { body: account },
    ...more,
  });
  renderPage(
    <>
      <AccountPage />
      <Notifications />
    </>,
  );
  return { changes: () => asked.filter(({ method }) => method !== 'GET').map(({ body }) => body) };
}
const section = async (name: string) => within(await screen.findByRole('region', { name }));

it('says what the role may do and what is seen', async () => {
  show(anAccount({ limits: { site_ids: [1], camera_ids: [5] } }));
  const access = await section('What you may do');
  expect(access.getByText('Safety officer of Plant Cikarang')).toBeTruthy();
  expect(access.getByText('Override the mode of a camera')).toBeTruthy();
  expect(access.queryByText('Invite and change users')).toBeNull();
  expect(await access.findByText('Plant 1, all cameras')).toBeTruthy();
  expect(access.getByText('Gate')).toBeTruthy();
});

it('changes the name with the version that was seen', async () => {
  const { changes } = show(anAccount(), { 'PATCH /api/account': { body: anAccount({ name: 'Anna', version: 5 }) } });
  const profile = await section('Profile');
  expect(profile.getByRole<HTMLButtonElement>('button', { name: 'Save' }).disabled).toBe(true);
  await userEvent.type(profile.getByLabelText('Name'), 'a');
  await userEvent.click(profile.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText('Your name is saved.')).toBeTruthy();
  expect(changes()).toEqual([{ name: 'Anna', version: 4 }]);
});

it('shows the newer name when it was changed elsewhere', async () => {
  let account = anAccount();
  show(account, {
    'GET /api/account': () => ({ body: account }),
    'PATCH /api/account': () => {
      account = anAccount({ name: 'Anita', version: 8 });
      return { status: 409, body: { code: 'changed_meanwhile' } };
    },
  });
  const profile = await section('Profile');
  await userEvent.type(profile.getByLabelText('Name'), 'a');
  await userEvent.click(profile.getByRole('button', { name: 'Save' }));
  expect(await profile.findByText(/Your account was changed elsewhere/)).toBeTruthy();
  expect(await profile.findByDisplayValue('Anita')).toBeTruthy();
});

it('changes the password after the current one, and goes on with the new log-in', async () => {
  localStorage.setItem('mandor.token', 'old');
  const refusal = {
    status: 400,
    body: {
      code: 'invalid_input',
      errors: [{ field: 'current_password', message: 'This is not your password.' }],
    },
  };
  const answers = [refusal, { status: 200, body: { access_token: 'new' } }];
  const { changes } = show(anAccount(), { 'POST /api/account/password': () => answers.shift() ?? refusal });
  const password = await section('Password');
  fill(password.getByLabelText('Current password'), 'wrong');
  fill(password.getByLabelText('New password'), 'elevenchars');
  await userEvent.click(password.getByRole('button', { name: 'Change the password' }));
  expect(password.getByText('Too short: 11 of at least 12 characters.')).toBeTruthy();
  await userEvent.type(password.getByLabelText('New password'), '!');
  await userEvent.click(password.getByRole('button', { name: 'Change the password' }));
  expect(await password.findByText('This is not your password.')).toBeTruthy();
  await userEvent.click(password.getByRole('button', { name: 'Change the password' }));
  expect(await screen.findByText('Your password is changed. Other browsers are logged out.')).toBeTruthy();
  expect(localStorage.getItem('mandor.token')).toBe('new');
  expect(changes()).toHaveLength(2);
});

it('asks for another address, and says how it is confirmed', async () => {
  const { changes } = show(anAccount(), {
    'POST /api/account/email': { body: anAccount({ pending_email: 'ann@new.example' }) },
  });
  const email = await section('E-mail address');
  expect(email.getByText('You log in with ann@plant.example.')).toBeTruthy();
  fill(email.getByLabelText('New address'), 'Ann@plant.example');
  fill(email.getByLabelText('Current password'), 'the current one');
  await userEvent.click(email.getByRole('button', { name: 'Ask for this address' }));
  expect(email.getByText('This is your address already.')).toBeTruthy();
  fill(email.getByLabelText('New address'), 'ann@new.example');
  await userEvent.click(email.getByRole('button', { name: 'Ask for this address' }));
  expect(await email.findByText('Waits for its confirmation: ann@new.example')).toBeTruthy();
  expect(email.getByText(/open it at the new address/)).toBeTruthy();
  expect(changes()).toEqual([{ email: 'ann@new.example', password: 'the current one' }]);
});

it('shows that it loads, and an error with another try', async () => {
  show(anAccount(), { 'GET /api/account': { status: 503, body: { code: 'database_unavailable' } } });
  expect(screen.getByRole('status', { name: 'Loading' })).toBeTruthy();
  expect(await screen.findByText('The database does not answer')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
});
