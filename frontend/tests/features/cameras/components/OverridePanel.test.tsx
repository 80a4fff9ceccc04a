import { Notifications } from '@mantine/notifications';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { countStatuses } from '@/entities/camera/liveStatus';
import { CameraMenu } from '@/features/cameras/components/CameraMenu';
import { OverridePanel } from '@/features/cameras/components/OverridePanel';
import { endOf } from '@/features/cameras/lib/overrideDuration';
import { TileBadges } from '@/features/live/components/TileBadges';
import type { Role } from '@/types/api';
import { answerWith } from '@tests/support/answers';
import { aCamera } from '@tests/support/builders';
import { aSchedule } from '@tests/support/scheduleBuilders';
import { aUser } from '@tests/support/people';
import { renderPage } from '@tests/support/render';

const as = (role: Role) => ({
  'GET /api/auth/me': { body: { user: aUser(role), sites: [{ id: 1, time_zone: 'Asia/Jakarta' }] } },
  'GET /api/schedules': { body: { items: [aSchedule()] } },
});
const NIGHT = aCamera({
  schedule_id: 1,
  mode_why: { why: 'slot', name: 'Night shift', until: '2999-11-21T23:00:00Z' },
});
const BY_SARI = aCamera({
  mode_now: 'stream',
  mode_why: { why: 'override', name: 'Sari', until: null },
  override: { mode: 'stream', until: null, by_name: 'Sari' },
});
const open = async () => {
  await userEvent.click(await screen.findByRole('button', { name: 'Override…' }));
  return within(await screen.findByRole('dialog'));
};
const changes = (asked: { method: string; body: unknown }[]) =>
  asked.filter(({ method }) => method !== 'GET').map(({ method, body }) => ({ method, body }));

it.each(['officer', 'admin'] as const)(
  'an %s switches a camera off until its schedule changes, and takes it back',
  async (role) => {
    const off = aCamera({
      mode_now: 'off',
      mode_why: { why: 'override', name: 'Me', until: null },
      override: { mode: 'off', until: null, by_name: 'Me' },
    });
    const asked = answerWith({
      ...as(role),
      'PUT /api/cameras/1/mode': { body: off },
      'DELETE /api/cameras/1/mode': { body: NIGHT },
    });
    renderPage(
      <>
        <OverridePanel camera={NIGHT} />
        <Notifications />
      </>,
    );
    const dialog = await open();
    await userEvent.click(dialog.getByLabelText('Switch off'));
    await userEvent.click(dialog.getByLabelText('Until the schedule changes next'));
    await userEvent.click(dialog.getByRole('button', { name: 'Override' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await vi.waitFor(() =>
      expect(changes(asked)).toEqual([
        { method: 'PUT', body: { mode: 'off', until: '2999-11-21T23:00:00Z' } },
        { method: 'DELETE', body: null },
      ]),
    );
  },
);

it('says what runs, by whom and until when, and ends it with a way back', async () => {
  const asked = answerWith({
    ...as('officer'),
    'DELETE /api/cameras/1/mode': { body: aCamera() },
    'PUT /api/cameras/1/mode': { body: BY_SARI },
  });
  renderPage(
    <>
      <OverridePanel camera={BY_SARI} />
      <Notifications />
    </>,
  );
  const dialog = await open();
  expect(dialog.getByText('Live view only · overridden by Sari until further notice')).toBeTruthy();
  expect(dialog.queryByLabelText('Until the schedule changes next')).toBeNull();
  await userEvent.click(dialog.getByRole('button', { name: 'End override' }));
  expect(await screen.findByText('Gate is back: Detection · always')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
  await vi.waitFor(() =>
    expect(changes(asked)).toEqual([
      { method: 'DELETE', body: null },
      { method: 'PUT', body: { mode: 'stream', until: null } },
    ]),
  );
});

it.each(['viewer', 'supervisor'] as const)(
  'a %s is offered no override, neither in the menu nor beside the picture',
  async (role) => {
    const asked = answerWith(as(role));
    renderPage(
      <>
        <CameraMenu camera={BY_SARI} mayManage={false} />
        <OverridePanel camera={BY_SARI} />
      </>,
    );
    await vi.waitFor(() => expect(asked.some(({ url }) => url === '/api/auth/me')).toBe(true));
    await userEvent.click(screen.getByRole('button', { name: 'Actions for Gate' }));
    expect(await screen.findByRole('menuitem', { name: 'See live' })).toBeTruthy();
    expect(screen.queryByRole('menuitem', { name: /Override|End/ })).toBeNull();
    expect(screen.queryByRole('button', { name: /Override…|End override/ })).toBeNull();
  },
);

it('keeps the dialog and says why when it did not work', async () => {
  answerWith({ ...as('officer'), 'PUT /api/cameras/1/mode': { status: 503, body: { code: 'database_unavailable' } } });
  renderPage(<OverridePanel camera={NIGHT} />);
  const dialog = await open();
  await userEvent.click(dialog.getByRole('button', { name: 'Override' }));
  expect(await dialog.findByText('The database does not answer')).toBeTruthy();
});

it('says in Indonesian what the server says of a field', async () => {
  const over = {
    code: 'invalid_input',
    detail: 'These fields do not fit: until.',
    hint: 'Correct what `errors` names.',
    errors: [{ field: 'until', message: 'Choose a time in the future.' }],
  };
  answerWith({ ...as('officer'), 'PUT /api/cameras/1/mode': { status: 400, body: over } });
  localStorage.setItem('mandor.locale', 'id');
  renderPage(<OverridePanel camera={NIGHT} />);
  await userEvent.click(await screen.findByRole('button', { name: 'Atur manual…' }));
  const dialog = within(await screen.findByRole('dialog'));
  await userEvent.click(dialog.getByRole('button', { name: 'Atur' }));
  const alert = await dialog.findByRole('alert');
  expect(alert.textContent).toContain(
    'Periksa isian yang ditandaiPilih waktu yang akan datang.Perbaiki lalu coba lagi.',
  );
  expect(alert.textContent).not.toContain('errors');
});

it.each([
  ['m30', '2026-11-21T02:30:00.000Z'],
  ['h4', '2026-11-21T06:00:00.000Z'],
  ['change', 'later'],
  ['open', null],
] as const)('%s ends at %s', (duration, until) => {
  expect(endOf(duration, Date.parse('2026-11-21T02:00:00Z'), 'later')).toBe(until);
});

it('a tile shows the mode of now, with why', () => {
  answerWith(as('viewer'));
  renderPage(<TileBadges camera={BY_SARI} status={{ kind: 'live', ageSeconds: null }} named />);
  expect(screen.getByTitle('Live view only · overridden by Sari until further notice').textContent).toBe(
    'Live view only',
  );
});

it('a camera that is off by its schedule is counted as off, not as blind', () => {
  expect(
    countStatuses([aCamera({ state: 'off', mode_now: 'off', mode_why: { why: 'otherwise', name: '', until: null } })]),
  ).toMatchObject({ live: 0, blind: 0, off: 1 });
});
