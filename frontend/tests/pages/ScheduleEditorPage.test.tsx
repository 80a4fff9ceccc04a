import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Link } from 'react-router';
import { expect, it } from 'vitest';
import { ScheduleEditorPage } from '@/pages/ScheduleEditorPage';
import type { Role } from '@/types/api';
import { answerWith } from '@tests/support/answers';
import { aSchedule } from '@tests/support/scheduleBuilders';
import { aUser } from '@tests/support/people';
import { renderRoute } from '@tests/support/render';

function openEditor(role: Role) {
  answerWith({
    'GET /api/auth/me': { body: { user: aUser(role), sites: [{ id: 1, time_zone: 'Asia/Jakarta' }] } },
    'GET /api/schedules': { body: { items: [aSchedule()] } },
    'POST /api/schedules/preview': { body: { time_zone: 'Asia/Jakarta', intervals: [], skipped: [] } },
    'PATCH /api/schedules/1': { body: aSchedule() },
  });
  const page = (
    <>
      <ScheduleEditorPage />
      <Link to="/live">Away</Link>
    </>
  );
  renderRoute('/schedules/:scheduleId/edit', '/schedules/1/edit', page);
}

it('asks before what was typed is left behind, and lets one stay', async () => {
  openEditor('admin');
  await userEvent.type(await screen.findByLabelText('Name'), 'x');
  await userEvent.click(screen.getByText('Away'));
  const dialog = within(await screen.findByRole('dialog'));
  await userEvent.click(dialog.getByRole('button', { name: 'Stay' }));
  expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('Nightsx');
  await userEvent.click(screen.getByText('Away'));
  await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Leave' }));
  expect(await screen.findByText('Elsewhere')).toBeTruthy();
});

it('asks nothing after saving', async () => {
  openEditor('admin');
  await userEvent.type(await screen.findByLabelText('Name'), 'x');
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText('Elsewhere')).toBeTruthy();
});

it('is for administrators', async () => {
  openEditor('officer');
  expect(await screen.findByText('Your role may not do this')).toBeTruthy();
});
