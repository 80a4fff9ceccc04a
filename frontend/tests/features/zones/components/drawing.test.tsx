import { notifications } from '@mantine/notifications';
import { act, fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it, vi } from 'vitest';
import { aZone } from '@tests/support/ruleBuilders';
import { openZones, page } from '@tests/support/zonesPage';

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

it('a zone is drawn by clicks, set on the near edge, and saved with the size of its picture', async () => {
  const asked = openZones({ 'POST /api/cameras/1/zones': { status: 201, body: aZone() } });
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
  openZones();
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
  openZones({ 'GET /api/cameras/1/zones': page([aZone()]) });
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
  openZones({ 'GET /api/cameras/1/zones': page([aZone()]) });
  await userEvent.click(await screen.findByRole('button', { name: 'Edit Dock' }));
  vi.useFakeTimers();
  const corner = screen.getByRole('button', { name: /^Corner 4/ });
  fireEvent.pointerDown(corner, { button: 0, pointerId: 1, clientX: 20, clientY: 60, pointerType: 'touch' });
  await act(() => vi.advanceTimersByTimeAsync(700));
  vi.useRealTimers();
  expect(corners()).toHaveLength(3);
});

it('Escape leaves a zone as it was, and the discarded changes can be brought back', async () => {
  openZones({ 'GET /api/cameras/1/zones': page([aZone()]) });
  await userEvent.click(await screen.findByRole('button', { name: 'Edit Dock' }));
  await userEvent.keyboard('{ArrowLeft}{Escape}');
  expect(await screen.findByText('Your changes of the zone were discarded')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
  expect(corners()[0]).toContain('19.5 % from the left');
});
