import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router';
import { expect, it, vi } from 'vitest';
import { AuditPage } from '@/pages/administration/AuditPage';
import type { AuditEntry } from '@/types/api';
import { answerWith } from '@tests/support/answers';
import { aCamera } from '@tests/support/builders';
import { aSite, meAs } from '@tests/support/people';
import { renderPage } from '@tests/support/render';

const entry = (changes: Partial<AuditEntry> = {}): AuditEntry => ({
  number: 9,
  at: '2026-11-21T02:00:00Z',
  actor_id: 1,
  actor: 'Sari',
  address: '10.0.0.9',
  action: 'camera.changed',
  target_kind: 'camera',
  target_id: '1',
  detail: { before: { site_id: 1 }, site_id: 2 },
  hash: 'f'.repeat(64),
  ...changes,
});
const page = (items: AuditEntry[], next: string | null = null) => ({ body: { items, next_cursor: next } });
const Address = () => <p data-testid="address">{useLocation().search}</p>;

function draw(answers: Parameters<typeof answerWith>[0] = {}, path = '/administration/audit') {
  const asked = answerWith({
    'GET /api/auth/me': meAs('admin', {}, [aSite(), aSite({ id: 2, name: 'Dock' })]),
    'GET /api/cameras': { body: { items: [aCamera()], next_cursor: null } },
    'GET /api/schedules': { body: { items: [] } },
    'GET /api/users': { body: { items: [{ id: 5, name: 'Budi' }] } },
    'GET /api/audit': page([entry()]),
    ...answers,
  });
  renderPage(
    <>
      <AuditPage />
      <Address />
    </>,
    { path },
  );
  return { audits: () => asked.filter(({ url }) => url.includes('/audit')).map(({ url }) => url) };
}
const address = () => screen.getByTestId('address').textContent;

it('shows who did what, with the values before and after, and the time at the site', async () => {
  draw();
  const action = await screen.findByText('Camera changed', { selector: 'td span' }, { timeout: 15_000 });
  const row = within(action.closest('tr') ?? document.body);
  expect(row.getByRole('link', { name: 'Gate' }).getAttribute('href')).toBe('/live/1');
  expect(row.getByRole('listitem').textContent).toBe('site Plant 1 → becomes Dock');
  expect([
    row.getByText('Sari'),
    row.getByText('10.0.0.9'),
    row.getByText(/21 Nov 2026, 09:00:00|Nov 21, 2026, 09:00:00/),
  ]).toBeTruthy();
});

it('reads in Indonesian, and names what Mandor did itself', async () => {
  localStorage.setItem('mandor.locale', 'id');
  draw({
    'GET /api/audit': page([
      entry({
        action: 'audit.expired',
        actor_id: null,
        actor: 'system',
        address: '',
        target_kind: 'audit',
        target_id: '',
        detail: { entries: 4 },
      }),
    ]),
  });
  expect(await screen.findByText('Entri lama dihapus', { selector: 'td span' })).toBeTruthy();
  expect(screen.getByText('di mesin Mandor')).toBeTruthy();
});

it('shows an action that it does not know by its code', async () => {
  draw({ 'GET /api/audit': page([entry({ action: 'robot.started', target_kind: 'robot', target_id: '3' })]) });
  expect(await screen.findByText('robot.started')).toBeTruthy();
});

it('says that there is nothing, and that nothing matches', async () => {
  draw({ 'GET /api/audit': page([]) });
  expect(await screen.findByText('No entries yet')).toBeTruthy();
});

it('takes its filters from the address, with days of the site', async () => {
  const { audits } = draw(
    { 'GET /api/audit': page([]) },
    '/administration/audit?action=camera&actor=sari&target=camera:1&from=2026-11-20&to=2026-11-21',
  );
  expect(await screen.findByText('No entry matches')).toBeTruthy();
  const query = new URL(audits()[0] ?? '', 'http://x').searchParams;
  expect(Object.fromEntries(query)).toEqual({
    action: 'camera',
    actor: 'sari',
    target: 'camera:1',
    from: '2026-11-19T17:00:00.000Z',
    to: '2026-11-21T17:00:00.000Z',
    limit: '50',
  });
});

it('puts filters into the address and clears them', async () => {
  draw();
  await userEvent.click(await screen.findByRole('combobox', { name: 'Action' }));
  await userEvent.click(await screen.findByRole('option', { name: 'Camera changed' }));
  expect(address()).toBe('?action=camera.changed');
  await userEvent.type(screen.getByLabelText('Person'), 'bu{Enter}');
  await waitFor(() => expect(address()).toBe('?action=camera.changed&actor=bu'));
  await userEvent.click(screen.getByRole('button', { name: 'Clear filters' }));
  expect(address()).toBe('');
  expect(screen.getByLabelText<HTMLInputElement>('Person').value).toBe('');
});

it('fetches older entries behind the last one', async () => {
  let calls = 0;
  const { audits } = draw({
    'GET /api/audit': () => {
      calls += 1;
      return calls === 1 ? page([entry()], '9') : page([entry({ number: 8, action: 'site.added', detail: {} })]);
    },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Older entries' }));
  expect(await screen.findByText('These are all entries.')).toBeTruthy();
  expect(audits().at(-1)).toContain('cursor=9');
});

it('shows why the audit cannot be read', async () => {
  draw({ 'GET /api/audit': { status: 503, body: { code: 'database_unavailable' } } });
  expect(await screen.findByText('The database does not answer')).toBeTruthy();
});

it('exports with the same filters', async () => {
  const stored = vi.fn(() => 'blob:csv');
  Object.assign(URL, { createObjectURL: stored, revokeObjectURL: vi.fn() });
  const { audits } = draw({ 'GET /api/audit/export.csv': { body: 'number' } }, '/administration/audit?action=site');
  await userEvent.click(await screen.findByRole('button', { name: 'Export CSV' }));
  await waitFor(() => expect(stored).toHaveBeenCalled());
  expect(audits()).toContain('/api/audit/export.csv?action=site');
});

it('shows the audit of the installation to platform administrators only', async () => {
  draw({}, '/administration/audit?of=installation');
  expect(await screen.findByText('Camera changed', { selector: 'td span' })).toBeTruthy();
  expect(screen.queryByRole('combobox', { name: 'Audit of' })).toBeNull();
});

it('has platform administrators choose, and exports no installation', async () => {
  draw(
    {
      'GET /api/auth/me': meAs('admin', { is_platform: true }),
      'GET /api/companies': { body: { items: [{ id: 2, name: 'Kayu' }] } },
      'GET /api/installation/audit': page([
        entry({
          action: 'company.visited',
          target_kind: 'company',
          target_id: '2',
          detail: { reason: 'dark', minutes: 60 },
        }),
      ]),
    },
    '/administration/audit?of=installation',
  );
  expect(await screen.findByText('Company visited', { selector: 'td span' })).toBeTruthy();
  expect(await screen.findByText('Kayu')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Export CSV' })).toBeNull();
});

it('is refused to others', async () => {
  draw({ 'GET /api/auth/me': meAs('officer') });
  expect(await screen.findByText('Your role may not do this')).toBeTruthy();
});
