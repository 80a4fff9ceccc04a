import { Notifications, notifications } from '@mantine/notifications';
import { act, fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it, vi } from 'vitest';
import { ZonesPage } from '@/pages/ZonesPage';
import { answerWith } from '@tests/support/answers';
import { aCamera, aViolation } from '@tests/support/builders';
import { renderRoute } from '@tests/support/render';
import { aRule, aZone } from '@tests/support/ruleBuilders';

const me = (...permissions: string[]) => ({ body: { user: { role: 'officer', permissions }, sites: [] } });
const page = (items: unknown[]) => ({ body: { items, unreadable: [], next_cursor: null } });
const answers = {
  'GET /api/auth/me': me('manage_rules'),
  'GET /api/cameras': page([aCamera({ state: 'off', width: 100, height: 100 }), aCamera({ id: 2, name: 'Yard' })]),
  'GET /api/cameras/1/zones': page([]),
  'GET /api/cameras/1/rules': page([]),
  'GET /api/schedules': page([]),
};
const open = (more: Parameters<typeof answerWith>[0] = {}) => {
  const asked = answerWith({ ...answers, ...more });
  renderRoute(
    '/cameras/:cameraId/zones',
    '/cameras/1/zones',
    <>
      <ZonesPage />
      <Notifications />
    </>,
  );
  return asked;
};
const corners = () =>
  screen.getAllByRole('button', { name: /^Corner \d/ }).map((one) => one.getAttribute('aria-label'));
const faults = () => screen.queryAllByRole('alert').map((one) => one.textContent);
const clickAt = (x: number, y: number, detail = 1) =>
  fireEvent.click(screen.getByRole('application'), { clientX: x * 100, clientY: y * 100, detail });

beforeEach(() => {
  notifications.clean();
  Element.prototype.setPointerCapture = vi.fn();
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 100, 100));
});

it('a camera without zones says what they are for and what happens without; there is no picture and it says so', async () => {
  open();
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
  open({ 'GET /api/violations': { body: { items: [aViolation()], next_cursor: null } } });
  expect((await screen.findByRole('img', { name: 'Picture of Gate' })).getAttribute('src')).toBe('/wide.jpg');
  expect(screen.getByText('Last picture: the camera sends none now')).toBeTruthy();
  vi.stubGlobal('Image', original);
});

it('a zone is drawn by clicks, set on the near edge, and saved with the size of its picture', async () => {
  const asked = open({ 'POST /api/cameras/1/zones': { status: 201, body: aZone() } });
  await userEvent.click(await screen.findByRole('button', { name: 'Draw zone' }));
  clickAt(0.01, 0.2);
  clickAt(0.6, 0.2);
  clickAt(0.6, 0.7);
  clickAt(0.6, 0.7, 2);
  expect(corners()[0]).toBe('Corner 1 of 3, 0 % from the left, 20 % from the top');
  await userEvent.click(screen.getByRole('button', { name: 'Save zone' }));
  expect(screen.getByText('Give the zone a name.')).toBeTruthy();
  fireEvent.change(screen.getByLabelText('Name'), { target: { value: 'Dock' } });
  await userEvent.click(screen.getByRole('radio', { name: 'Light blue' }));
  await userEvent.click(screen.getByRole('button', { name: 'Save zone' }));
  expect(await screen.findByText('Dock was saved')).toBeTruthy();
  expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({
    name: 'Dock',
    kind: 'rule',
    colour: '#56b4e9',
    corners: [
      [0, 0.2],
      [0.6, 0.2],
      [0.6, 0.7],
    ],
    picture: { width: 100, height: 100 },
  });
});

it('a zone is drawn and changed with the keyboard alone, and undone', async () => {
  open();
  await userEvent.click(await screen.findByRole('button', { name: 'Draw zone' }));
  await userEvent.keyboard(' {Shift>}{ArrowRight}{/Shift} {Enter}');
  expect(faults()).toEqual(['A zone has at least 3 different corners.']);
  await userEvent.keyboard('{ArrowDown} {Enter}');
  expect(corners()).toEqual([
    'Corner 1 of 3, 50 % from the left, 50 % from the top',
    'Corner 2 of 3, 55 % from the left, 50 % from the top',
    'Corner 3 of 3, 55 % from the left, 50.5 % from the top',
  ]);
  expect(screen.getByRole('button', { name: /^Corner 1/ })).toBe(document.activeElement);
  await userEvent.keyboard('a');
  expect(document.activeElement?.getAttribute('aria-label')).toContain('Corner 2 of 4');
  await userEvent.keyboard('{Delete}');
  expect(corners()).toHaveLength(3);
  await userEvent.keyboard('{Delete}');
  expect(faults()).toEqual(['A zone has at least 3 corners.']);
  await userEvent.keyboard('{Control>}zz{/Control}');
  expect(corners()).toHaveLength(3);
  await userEvent.keyboard('{Control>}{Shift>}z{/Shift}{/Control}');
  expect(corners()).toHaveLength(4);
});

it('a corner is dragged; an outline that crosses itself says so, and Escape takes the drag back', async () => {
  open({ 'GET /api/cameras/1/zones': page([aZone()]) });
  await userEvent.click(await screen.findByRole('button', { name: 'Edit Dock' }));
  const surface = screen.getByRole('application');
  const corner = screen.getByRole('button', { name: /^Corner 2/ });
  fireEvent.pointerDown(corner, { button: 0, pointerId: 1, clientX: 60, clientY: 20, pointerType: 'mouse' });
  fireEvent.pointerMove(surface, { pointerId: 1, clientX: 30, clientY: 90 });
  expect(faults()[0]).toContain('crosses or touches itself');
  fireEvent.keyDown(surface, { key: 'Escape' });
  expect(corners()[1]).toContain('60 % from the left, 20 % from the top');
  expect(faults()).toEqual([]);
  expect(screen.getByRole('button', { name: 'Save zone' })).toBeTruthy();
});

it('a finger that rests on a corner removes it', async () => {
  open({ 'GET /api/cameras/1/zones': page([aZone()]) });
  await userEvent.click(await screen.findByRole('button', { name: 'Edit Dock' }));
  vi.useFakeTimers();
  const corner = screen.getByRole('button', { name: /^Corner 4/ });
  fireEvent.pointerDown(corner, { button: 0, pointerId: 1, clientX: 20, clientY: 60, pointerType: 'touch' });
  await act(() => vi.advanceTimersByTimeAsync(700));
  vi.useRealTimers();
  expect(corners()).toHaveLength(3);
});

it('Escape leaves a zone as it was, and the discarded changes can be brought back', async () => {
  open({ 'GET /api/cameras/1/zones': page([aZone()]) });
  await userEvent.click(await screen.findByRole('button', { name: 'Edit Dock' }));
  await userEvent.keyboard('{ArrowLeft}{Escape}');
  expect(await screen.findByText('Your changes of the zone were discarded')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
  expect(corners()[0]).toContain('19.5 % from the left');
});

it('a zone says when the picture changed its shape or view, and that privacy is not applied yet', async () => {
  open({
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
  const asked = open({
    'GET /api/cameras/1/zones': page([aZone({ view_changed: true })]),
    'PATCH /api/zones/1': { body: aZone() },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Edit Dock' }));
  await userEvent.click(screen.getByRole('button', { name: 'Save zone' }));
  await screen.findByText('Dock was saved');
  expect(asked.find(({ method }) => method === 'PATCH')?.body).toMatchObject({ version: 1, corners: aZone().corners });
});

it('a zone that somebody else changed meanwhile is not overwritten', async () => {
  open({
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
  const asked = open({
    'GET /api/cameras/1/zones': page([aZone()]),
    'GET /api/cameras/1/rules': page([aRule()]),
    'DELETE /api/zones/1': { status: 204, body: null },
    'POST /api/zones/1/restore': { body: aZone() },
  });
  await screen.findByText('Rules in it: Helmets at the dock');
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
  open({ 'GET /api/cameras/2/zones': page(there), 'POST /api/cameras/1/zones/copy': { status: 201, ...page(there) } });
  await userEvent.click(await screen.findByRole('button', { name: 'Copy from another camera' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Copy 1 zone' }));
  expect(await screen.findByText('1 zone was added')).toBeTruthy();
});

it('who may not change zones and rules reads them', async () => {
  open({
    'GET /api/auth/me': me('view_cameras'),
    'GET /api/cameras/1/zones': page([aZone()]),
    'GET /api/cameras/1/rules': page([aRule()]),
  });
  expect(await screen.findByText('Officers and administrators can change zones and rules.')).toBeTruthy();
  await screen.findByText('Rules in it: Helmets at the dock');
  expect(screen.queryByRole('button', { name: /Draw|Edit|Delete|Bypass/ })).toBeNull();
  expect(screen.queryByRole('link', { name: 'New rule' })).toBeNull();
  expect(screen.getByRole('button', { name: 'Versions of Helmets at the dock' })).toBeTruthy();
});
