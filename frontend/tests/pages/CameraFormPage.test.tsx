import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it } from 'vitest';
import { CameraFormPage } from '@/pages/CameraFormPage';
import { answerWith } from '@tests/support/answers';
import { aCamera } from '@tests/support/builders';
import { aUser } from '@tests/support/people';
import { renderRoute } from '@tests/support/render';

beforeEach(() => {
  answerWith({
    'GET /api/auth/me': { body: { user: aUser('admin'), sites: [{ id: 1, time_zone: 'Asia/Jakarta' }] } },
    'GET /api/cameras': { body: { items: [aCamera()], next_cursor: null } },
    'GET /api/schedules': { body: { items: [] } },
    'PATCH /api/cameras/1': { body: aCamera() },
  });
  renderRoute('/cameras/:cameraId/edit', '/cameras/1/edit', <CameraFormPage />);
});
const name = () => screen.findByLabelText<HTMLInputElement>('Name');
const question = async () => within(await screen.findByRole('dialog', { name: /unsaved|leave|not saved/i }));

it.each([
  ['Escape', () => userEvent.keyboard('{Escape}')],
  [
    'a press beside it',
    async () => userEvent.click(document.querySelector('.mantine-Drawer-overlay') ?? document.body),
  ],
  ['Cancel', () => userEvent.click(screen.getByRole('button', { name: 'Cancel' }))],
])('%s asks before what was typed is left behind, and lets one stay', async (_, leave) => {
  await userEvent.type(await name(), 'x');
  await leave();
  await userEvent.click((await question()).getByRole('button', { name: 'Stay' }));
  expect((await name()).value).toBe('Gatex');
  await leave();
  await userEvent.click((await question()).getByRole('button', { name: 'Leave' }));
  expect(await screen.findByText('Elsewhere')).toBeTruthy();
});

it('Escape closes the question, and only that', async () => {
  await userEvent.type(await name(), 'x');
  await userEvent.keyboard('{Escape}');
  await question();
  await userEvent.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByText('Leave')).toBeNull());
  expect((await name()).value).toBe('Gatex');
});

it('asks nothing when nothing was typed, or it is saved', async () => {
  await userEvent.type(await name(), 'x');
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText('Elsewhere')).toBeTruthy();
});

it('opens the way to a new schedule in another tab', async () => {
  await name();
  expect(screen.getByRole('link', { name: /Make a schedule first/ }).getAttribute('target')).toBe('_blank');
});
