import { notifications } from '@mantine/notifications';
import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it, vi } from 'vitest';
import { aViolation } from '@tests/support/builders';
import { aRule, aZone } from '@tests/support/ruleBuilders';
import { me, openZones, page } from '@tests/support/zonesPage';

beforeEach(() => notifications.clean());

it('a camera without zones says what they are for and what happens without; there is no picture and it says so', async () => {
  openZones();
  expect(await screen.findByText('No zones yet')).toBeTruthy();
  expect(screen.getByText(/Without zones, every rule applies to the whole picture/)).toBeTruthy();
  expect(screen.getByText('No picture of this camera now')).toBeTruthy();
  expect(await screen.findByText('Everybody in the picture must wear helmet and vest, at any time.')).toBeTruthy();
});

it('without a live picture the last one that is kept is drawn on, and says so', async () => {
  const original = Image;
  vi.stubGlobal(
    'Image',
    class {
      naturalWidth = 960;
      naturalHeight = 540;
      onload: (() => void) | null = null;
      set src(_: string) {
        queueMicrotask(() => this.onload?.());
      }
    },
  );
  openZones({ 'GET /api/violations': { body: { items: [aViolation()], next_cursor: null } } });
  expect((await screen.findByRole('img', { name: 'Picture of Gate' })).getAttribute('src')).toBe('/wide.jpg');
  expect(screen.getByText('Last picture: the camera sends none now')).toBeTruthy();
  vi.stubGlobal('Image', original);
});

it('a zone says when the picture changed its shape or view, and that privacy is not applied yet', async () => {
  openZones({
    'GET /api/cameras/1/zones': page([
      aZone({ shape_changed: true, view_changed: true }),
      aZone({ id: 2, name: 'Window', kind: 'privacy', applied: false }),
    ]),
  });
  expect(await screen.findByText(/The picture has another shape/)).toBeTruthy();
  expect(screen.getByText(/The camera was turned/)).toBeTruthy();
  expect(screen.getByText('Not applied yet: pictures and video still show this part.')).toBeTruthy();
});

it('a doubtful zone that is saved unchanged is confirmed: its corners are sent again', async () => {
  const asked = openZones({
    'GET /api/cameras/1/zones': page([aZone({ view_changed: true })]),
    'PATCH /api/zones/1': { body: aZone() },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Edit Dock' }));
  await userEvent.click(screen.getByRole('button', { name: 'Save zone' }));
  await screen.findByText('Dock was saved');
  expect(asked.find(({ method }) => method === 'PATCH')?.body).toMatchObject({ version: 1, corners: aZone().corners });
});

it('a zone that somebody else changed meanwhile is not overwritten', async () => {
  openZones({
    'GET /api/cameras/1/zones': page([aZone()]),
    'PATCH /api/zones/1': { status: 409, body: { code: 'changed_meanwhile' } },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Edit Dock' }));
  fireEvent.change(screen.getByLabelText('Name'), { target: { value: 'Dock 2' } });
  await userEvent.click(screen.getByRole('button', { name: 'Save zone' }));
  expect(await screen.findByText('Somebody else has changed this')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Load the newer version' }));
  expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('Dock');
});

it('deleting a zone names the rules that go with it, and can be undone', async () => {
  const asked = openZones({
    'GET /api/cameras/1/zones': page([aZone()]),
    'GET /api/cameras/1/rules': page([aRule()]),
    'DELETE /api/zones/1': { status: 204, body: null },
    'POST /api/zones/1/restore': { body: aZone() },
  });
  await screen.findByText(/Rules in it: Helmets at the dock/);
  await userEvent.click(screen.getByRole('button', { name: 'Delete Dock?' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByText('Helmets at the dock')).toBeTruthy();
  await userEvent.click(dialog.getByRole('button', { name: 'Delete zone and rules' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
  expect(await screen.findByText('Dock is back')).toBeTruthy();
  expect(asked.find(({ method }) => method === 'DELETE')?.url).toBe('/api/zones/1?with_rules=true');
});

it('zones are copied from another camera, unless a name is taken', async () => {
  const there = [aZone({ id: 7, camera_id: 2, name: 'Lift' })];
  openZones({
    'GET /api/cameras/2/zones': page(there),
    'POST /api/cameras/1/zones/copy': { status: 201, ...page(there) },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Copy from another camera' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Copy 1 zone' }));
  expect(await screen.findByText('1 zone was added')).toBeTruthy();
});

it('who may not change zones and rules reads them', async () => {
  openZones({
    'GET /api/auth/me': me('view_cameras'),
    'GET /api/cameras/1/zones': page([aZone()]),
    'GET /api/cameras/1/rules': page([aRule()]),
  });
  expect(await screen.findByText('Officers and administrators can change zones and rules.')).toBeTruthy();
  await screen.findByText(/Rules in it: Helmets at the dock/);
  expect(screen.queryByRole('button', { name: /Draw|Edit|Delete|Bypass/ })).toBeNull();
  expect(screen.queryByRole('link', { name: 'New rule' })).toBeNull();
  expect(screen.getByRole('button', { name: 'Versions of Helmets at the dock' })).toBeTruthy();
});

it('leaving with an unsaved zone asks first', async () => {
  openZones({ 'GET /api/cameras/1/zones': page([aZone()]) });
  await userEvent.click(await screen.findByRole('button', { name: 'Edit Dock' }));
  fireEvent.change(screen.getByLabelText('Name'), { target: { value: 'Quay' } });
  await userEvent.click(screen.getByRole('link', { name: 'All cameras' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Leave without saving?' }));
  await userEvent.click(dialog.getByRole('button', { name: 'Stay' }));
  expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('Quay');
});
