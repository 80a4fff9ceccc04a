import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { WelcomePage } from '@/pages/account/WelcomePage';
import type { LinkContent } from '@/types/api';
import { answerWith } from '@tests/support/answers';
import { asking } from '@tests/support/members';
import { renderRoute } from '@tests/support/render';

const fill = (field: HTMLElement, value: string) => void fireEvent.change(field, { target: { value } });
beforeEach(() => void vi.spyOn(Intl, 'supportedValuesOf').mockReturnValue(['Asia/Jakarta']));
afterEach(() => vi.restoreAllMocks());

type Answers = Parameters<typeof answerWith>[0];
const LOGIN = { access_token: 'new-token', token_type: 'Bearer', expires_in: 60, user: {} };
const GOOD = 'forklift teapot marble';
const aContent = (changes: Partial<LinkContent> = {}): LinkContent => ({
  purpose: 'invite',
  email: 'citra@plant.example',
  name: 'Citra',
  role: 'viewer',
  company: 'Plant Cikarang',
  expires_at: '2036-11-27T00:00:00Z',
  ...changes,
});

function open(content: LinkContent | { status: number; body: unknown }, more: Answers = {}, hash = '#the-token') {
  const asked = answerWith({
    ...asking(),
    'POST /api/links/inspect': 'purpose' in content ? { body: content } : content,
    ...more,
  });
  renderRoute('/welcome', `/welcome${hash}`, <WelcomePage />);
  return asked;
}
const accepted = (purpose: LinkContent['purpose'], login: unknown = LOGIN): Answers => ({
  'POST /api/links/accept': { body: { purpose, login } },
});
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));

it('joins with a name and a password, and is logged in', async () => {
  const asked = open(aContent(), accepted('invite'));
  expect(await screen.findByRole('heading', { name: 'Welcome to Plant Cikarang' })).toBeTruthy();
  expect(screen.getByText('You are invited as Viewer. Choose a password to join.')).toBeTruthy();
  await userEvent.type(screen.getByLabelText('Your name'), ' Dewi');
  fill(screen.getByLabelText('New password'), GOOD);
  await press('Join');
  expect(await screen.findByText('Elsewhere')).toBeTruthy();
  expect(localStorage.getItem('mandor.token')).toBe('new-token');
  expect(asked.map(({ url, body }) => [url, body])).toEqual([
    ['/api/links/inspect', { token: 'the-token' }],
    ['/api/links/accept', { token: 'the-token', name: 'Citra Dewi', password: GOOD }],
  ]);
});

it('refuses a short password itself, and shows what the server says of a common one', async () => {
  const message = 'It is among the first that are guessed. Three or four words that do not belong together are good.';
  const asked = open(aContent({ purpose: 'reset' }), {
    'POST /api/links/accept': {
      status: 400,
      body: { code: 'invalid_input', errors: [{ field: 'password', message }] },
    },
  });
  const field = await screen.findByLabelText('New password');
  expect(screen.queryByLabelText('Your name')).toBeNull();
  fill(field, 'short');
  await press('Set the password');
  expect(screen.getByText('Too short: 5 of at least 12 characters.')).toBeTruthy();
  expect(asked.map(({ url }) => url)).toEqual(['/api/links/inspect']);
  fill(field, 'password1234');
  await press('Set the password');
  expect(await screen.findByText(message)).toBeTruthy();
  expect(localStorage.getItem('mandor.token')).toBeNull();
});

it.each([
  [404, 'link_unknown', 'This link is not known'],
  [410, 'link_used', 'This link was used'],
  [410, 'link_revoked', 'This link was revoked'],
  [410, 'link_expired', 'This link has expired'],
])('says of a link that answers %i %s: %s', async (status, code, text) => {
  open({ status, body: { code } });
  expect(await screen.findByText(text)).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Go to the log-in' }).getAttribute('href')).toBe('/login');
});

it('asks for the whole link when none is there', () => {
  const asked = open(aContent(), {}, '');
  expect(screen.getByText('This link is not complete')).toBeTruthy();
  expect(asked).toEqual([]);
});

it('confirms an address only when it is pressed, since mail programs open links', async () => {
  const asked = open(aContent({ purpose: 'email', email: 'citra@new.example' }), accepted('email', null));
  expect(await screen.findByText('From now on you log in with citra@new.example.')).toBeTruthy();
  expect(asked.map(({ url }) => url)).toEqual(['/api/links/inspect']);
  await press('Confirm');
  expect(await screen.findByText('Your address is changed')).toBeTruthy();
});

it('registers a company with the token of its link', async () => {
  const asked = open(aContent({ purpose: 'register', role: null, company: null }), {
    'POST /api/companies/register': { status: 201, body: LOGIN },
  });
  fill(await screen.findByLabelText('Company'), 'Other Works');
  fill(screen.getByLabelText('First site'), 'Hall 1');
  fill(screen.getByLabelText('New password'), GOOD);
  await press('Register');
  expect(await screen.findByText('Elsewhere')).toBeTruthy();
  expect(asked.at(-1)?.body).toMatchObject({
    company: 'Other Works',
    site: { name: 'Hall 1' },
    name: 'Citra',
    email: 'citra@plant.example',
    token: 'the-token',
  });
});

it('says so when somebody else is logged in here, and takes their place', async () => {
  localStorage.setItem('mandor.token', 'old-token');
  open(aContent(), accepted('invite'));
  expect(await screen.findByText(/You are logged in here as Ann. This link logs you in as citra/)).toBeTruthy();
  fill(screen.getByLabelText('New password'), GOOD);
  await press('Join');
  await waitFor(() => expect(localStorage.getItem('mandor.token')).toBe('new-token'));
});

it('speaks Indonesian', async () => {
  localStorage.setItem('mandor.locale', 'id');
  open({ status: 410, body: { code: 'link_expired' } });
  expect(await screen.findByText('Tautan ini kedaluwarsa')).toBeTruthy();
});
