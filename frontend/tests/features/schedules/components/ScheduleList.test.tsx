import { Notifications } from '@mantine/notifications';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { NoSchedules } from '@/features/schedules/components/NoSchedules';
import { ScheduleList } from '@/features/schedules/components/ScheduleList';
import { answerWith } from '@tests/support/answers';
import { aCamera } from '@tests/support/builders';
import { aSchedule } from '@tests/support/scheduleBuilders';
import { renderPage } from '@tests/support/render';

const USERS = [
  aCamera({ id: 4, name: 'Dock', schedule_id: 1, mode: 'stream' }),
  aCamera({ id: 5, name: 'Gate', schedule_id: 1 }),
  aCamera({ id: 6, name: 'Yard' }),
];
const cameras = (items: unknown[]) => ({
  'GET /api/cameras': { body: { items, next_cursor: null } },
  'GET /api/schedules': { body: { items: [] } },
});
const asking = async () => {
  await userEvent.click(screen.getByRole('button', { name: 'Delete Nights?' }));
  return within(await screen.findByRole('dialog'));
};

it('a schedule tells its week, what holds otherwise, and who follows it', async () => {
  answerWith(cameras(USERS));
  renderPage(<ScheduleList schedules={[aSchedule({ camera_ids: [4, 5] })]} mayManage={false} />);
  expect(await screen.findByText('Used by Dock, Gate')).toBeTruthy();
  expect(screen.getByText('Rest of the week: Live view only')).toBeTruthy();
  expect(
    screen.getByRole('img', { name: 'Tuesday: 00:00–06:00 Detection, Night shift; 06:00–24:00 Live view only' }),
  ).toBeTruthy();
  expect(screen.queryByRole('button')).toBeNull();
});

it('a saved schedule warns of a slot that a clock change skips', async () => {
  answerWith(cameras([]));
  const skipped = [
    { date: '2027-03-28', start: '02:00', end: '03:00', mode: 'detect', name: '', at: '2027-03-28T01:00:00Z' } as const,
  ];
  renderPage(<ScheduleList schedules={[aSchedule({ skipped: [...skipped] })]} mayManage={false} />);
  expect((await screen.findByRole('note')).textContent).toContain('March 28, 2027');
});

it('deleting one in use names its cameras and what they do then, and can be taken back', async () => {
  const asked = answerWith({
    ...cameras(USERS),
    'DELETE /api/schedules/1': { status: 204, body: null },
    'POST /api/schedules': { status: 201, body: aSchedule({ id: 9 }) },
    'PATCH /api/cameras/4': { body: USERS[0] },
    'PATCH /api/cameras/5': { body: USERS[1] },
  });
  renderPage(
    <>
      <ScheduleList schedules={[aSchedule({ camera_ids: [4, 5] })]} mayManage />
      <Notifications />
    </>,
  );
  await screen.findByText('Used by Dock, Gate');
  const dialog = await asking();
  for (const text of ['Dock: Live view only', 'Gate: Detection']) expect(dialog.getByText(text)).toBeTruthy();
  await userEvent.click(dialog.getByRole('button', { name: 'Delete; cameras return to their own mode' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
  expect(await screen.findByText('Nights is back')).toBeTruthy();
  const changes = asked.filter(({ method }) => method !== 'GET').map(({ method, url, body }) => [method, url, body]);
  const { name, otherwise, slots, exceptions } = aSchedule();
  expect(changes).toEqual([
    ['DELETE', '/api/schedules/1?release=true', null],
    ['POST', '/api/schedules', { name, otherwise, slots, exceptions }],
    ['PATCH', '/api/cameras/4', { schedule_id: 9 }],
    ['PATCH', '/api/cameras/5', { schedule_id: 9 }],
  ]);
});

it('says so when somebody has begun to use it meanwhile, and then offers to give the modes back', async () => {
  answerWith({
    ...cameras([]),
    'DELETE /api/schedules/1': {
      status: 409,
      body: { code: 'schedule_in_use', detail: "The schedule 'Nights' is in use by Dock." },
    },
  });
  renderPage(<ScheduleList schedules={[aSchedule()]} mayManage />);
  await screen.findByText('No camera uses it yet.');
  const dialog = await asking();
  await userEvent.click(dialog.getByRole('button', { name: 'Delete' }));
  expect(await dialog.findByText("The schedule 'Nights' is in use by Dock.")).toBeTruthy();
  expect(dialog.getByRole('button', { name: 'Delete; cameras return to their own mode' })).toBeTruthy();
});

it.each([
  [true, 'New schedule'],
  [false, 'An administrator can make one.'],
])('without schedules one learns what they are', (mayManage, text) => {
  answerWith({});
  renderPage(<NoSchedules mayManage={mayManage} />);
  expect(screen.getByText(/sets when cameras check PPE/)).toBeTruthy();
  expect(screen.getByText(text)).toBeTruthy();
});
