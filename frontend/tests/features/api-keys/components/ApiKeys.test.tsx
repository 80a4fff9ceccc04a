import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { ApiKeys } from '@/features/api-keys/components/ApiKeys';
import type { ApiKey } from '@/types/api';
import { answerWith } from '@tests/support/answers';
import { renderPage } from '@tests/support/render';

const KEY: ApiKey = {
  id: 3,
  name: 'Gate counter',
  prefix: 'mk_abcde',
  scopes: ['crowd'],
  created_by: 'Ayu',
  created_at: '2026-11-21T02:20:00.000Z',
  expires_at: null,
  last_used_at: null,
  is_expired: false,
};
const me = (platform = false) => ({
  'GET /api/auth/me': {
    body: { user: { role: 'admin', is_platform: platform, permissions: [] }, sites: [{ time_zone: 'Asia/Jakarta' }] },
  },
});
const list = (...items: ApiKey[]) => ({ 'GET /api/keys': { body: { items } } });
const openForm = async () => {
  fireEvent.click(await screen.findByRole('button', { name: 'New API key' }));
  return screen.findByRole('dialog', { name: 'New API key' });
};

it('says that there are none', async () => {
  answerWith({ ...me(), ...list() });
  renderPage(<ApiKeys />);
  expect(await screen.findByText('There are no API keys.')).toBeTruthy();
});

it('shows what a key is for, and never the key', async () => {
  answerWith({
    ...me(),
    ...list(KEY, { ...KEY, id: 2, name: 'Old', is_expired: true, expires_at: '2026-11-21T02:20:00.000Z' }),
  });
  renderPage(<ApiKeys />);
  const [, first, second] = await screen.findAllByRole('row');
  expect(first?.textContent).toMatch(/Gate counter.*mk_abcde….*Crowd.*Ayu.*Until revoked.*Never/);
  expect(second?.textContent).toContain('Expired');
});

it('shows a problem, and the list as it was', async () => {
  answerWith({
    ...me(),
    'GET /api/keys': { status: 503, body: { code: 'database_unavailable', detail: '', hint: '' } },
  });
  renderPage(<ApiKeys />);
  expect(await screen.findByText('The database does not answer')).toBeTruthy();
});

it('makes a key and shows it once', async () => {
  const asked = answerWith({
    ...me(),
    ...list(),
    'POST /api/keys': { status: 201, body: { key: KEY, secret: 'mk_secret' } },
  });
  renderPage(<ApiKeys />);
  const dialog = within(await openForm());
  const create = dialog.getByRole('button', { name: 'Create key' });
  expect(create).toHaveProperty('disabled', true);
  expect(dialog.queryByRole('checkbox', { name: 'Metrics' })).toBeNull();
  fireEvent.change(dialog.getByRole('textbox', { name: 'Name' }), { target: { value: ' Gate counter ' } });
  fireEvent.click(dialog.getByRole('checkbox', { name: 'Crowd' }));
  fireEvent.click(create);
  const shown = await screen.findByRole('textbox', { name: 'Key' });
  expect(shown).toHaveProperty('value', 'mk_secret');
  const body = asked.find(({ method }) => method === 'POST')?.body as Record<string, unknown>;
  expect(body).toMatchObject({ name: 'Gate counter', scopes: ['crowd'] });
  const days = (Date.parse(String(body.expires_at)) - Date.now()) / 86_400_000;
  expect(Math.round(days)).toBe(90);
  fireEvent.click(screen.getByRole('button', { name: 'Done' }));
  await waitFor(() => expect(screen.queryByDisplayValue('mk_secret')).toBeNull());
});

it('offers metrics to platform administrators', async () => {
  answerWith({ ...me(true), ...list() });
  renderPage(<ApiKeys />);
  await openForm();
  expect(await screen.findByRole('checkbox', { name: 'Metrics' })).toBeTruthy();
});

it('revokes after a question', async () => {
  const asked = answerWith({ ...me(), ...list(KEY), 'DELETE /api/keys/3': { status: 204, body: null } });
  renderPage(<ApiKeys />);
  fireEvent.click(await screen.findByRole('button', { name: 'Revoke Gate counter' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(asked.some(({ method }) => method === 'DELETE')).toBe(false);
  fireEvent.click(dialog.getByRole('button', { name: 'Revoke key' }));
  await waitFor(() => expect(asked.filter(({ method }) => method === 'DELETE')).toHaveLength(1));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});
