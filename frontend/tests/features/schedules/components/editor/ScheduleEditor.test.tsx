import { MantineProvider } from '@mantine/core';
import { Notifications, notifications } from '@mantine/notifications';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ScheduleEditor } from '@/features/schedules/components/editor/ScheduleEditor';
import { answerWith } from '@tests/support/answers';
import { aSchedule } from '@tests/support/scheduleBuilders';
import { aUser } from '@tests/support/people';
import { renderPage } from '@tests/support/render';

beforeEach(() => notifications.clean()); // they outlive the page of a test
afterEach(() => void vi.useRealTimers());

const PREVIEW = { 'POST /api/schedules/preview': { body: { time_zone: 'Asia/Jakarta', intervals: [], skipped: [] } } };
const ME = { 'GET /api/auth/me': { body: { user: aUser('admin'), sites: [{ id: 1, time_zone: 'Asia/Jakarta' }] } } };
const time = (n: number) => within(screen.getByRole('group', { name: `Time slot ${n}` }));
const field = (n: number, name: string) => time(n).getByLabelText<HTMLInputElement>(name);
const save = () => userEvent.click(screen.getByRole('button', { name: 'Save' }));

it('says what is wrong in the row it is in, as soon as the field is left', async () => {
  answerWith({ ...ME, ...PREVIEW });
  renderPage(<ScheduleEditor schedule={null} onSaved={vi.fn()} />);
  await userEvent.click(screen.getByRole('button', { name: 'Nights only' }));
  await userEvent.click(screen.getByRole('button', { name: 'Add time slot' }));
  expect(screen.queryByText('Overlaps time slot 1.')).toBeNull();
  await userEvent.clear(field(2, 'From'));
  await userEvent.type(field(2, 'From'), '5');
  await userEvent.tab();
  expect(field(2, 'From').value).toBe('05:00');
  expect(time(2).getByText('Overlaps time slot 1.')).toBeTruthy();
  await userEvent.clear(field(1, 'To'));
  await userEvent.type(field(1, 'To'), 'dawn');
  await userEvent.tab();
  expect(time(1).getByText('Write it as 07:30.')).toBeTruthy();
});

it('keeps a time without a day from being saved, and says so', async () => {
  const asked = answerWith({ ...ME, ...PREVIEW });
  renderPage(<ScheduleEditor schedule={aSchedule()} onSaved={vi.fn()} />);
  await userEvent.click(time(1).getByRole('button', { name: /Monday$/ }));
  expect(time(1).getByText('Choose at least one day.')).toBeTruthy();
  await save();
  expect(asked.filter(({ method }) => method === 'PATCH')).toEqual([]);
  expect(screen.getByText('Not saved yet: look at the marked fields.')).toBeTruthy();
});

it("puts the server's word at its row, and keeps what was typed", async () => {
  const errors = [
    { field: 'slots.1.end', message: '08:00-17:00 of Mon overlaps another.' },
    { field: 'name', message: 'A schedule of that name exists.' },
  ];
  answerWith({ ...ME, ...PREVIEW, 'POST /api/schedules': { status: 400, body: { code: 'invalid_fields', errors } } });
  renderPage(<ScheduleEditor schedule={null} onSaved={vi.fn()} />);
  await userEvent.type(screen.getByLabelText('Name'), 'Mine');
  await userEvent.click(screen.getByRole('button', { name: /^Day shift/ }));
  await userEvent.click(screen.getByRole('button', { name: 'Add time slot' }));
  await userEvent.click(time(2).getByRole('button', { name: /Saturday$/ }));
  for (const day of ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'])
    await userEvent.click(time(2).getByRole('button', { name: new RegExp(`${day}$`) }));
  await save();
  expect(await time(2).findByText(errors[0]?.message ?? '')).toBeTruthy();
  expect(screen.getByText(errors[1]?.message ?? '')).toBeTruthy();
  expect([screen.getByLabelText<HTMLInputElement>('Name').value, field(2, 'From').value]).toEqual(['Mine', '08:00']);
});

it('saves a date on which it is different', async () => {
  const saved = aSchedule({ id: 7 });
  const asked = answerWith({ ...ME, ...PREVIEW, 'PATCH /api/schedules/1': { body: saved } });
  const onSaved = vi.fn();
  renderPage(<ScheduleEditor schedule={aSchedule()} onSaved={onSaved} />);
  await userEvent.click(screen.getByRole('button', { name: 'Add date' }));
  await save();
  const exception = within(screen.getByRole('group', { name: 'Exception 1' }));
  expect(exception.getByText('Choose a date.')).toBeTruthy();
  await userEvent.type(exception.getByLabelText('Date'), '2026-12-25');
  await userEvent.type(exception.getByLabelText('Name'), 'Christmas ');
  await save();
  await vi.waitFor(() => expect(onSaved).toHaveBeenCalled());
  const { name, otherwise, slots } = aSchedule();
  const exceptions = [{ date: '2026-12-25', name: 'Christmas', slots: [], otherwise: 'off' }];
  expect(asked.find(({ method }) => method === 'PATCH')?.body).toEqual({ name, otherwise, slots, exceptions });
});

it('shows the week that comes of the times, the night after included', () => {
  answerWith({ ...ME, ...PREVIEW });
  renderPage(<ScheduleEditor schedule={aSchedule()} onSaved={vi.fn()} />);
  const week = within(screen.getByRole('group', { name: 'The week as it will be' }));
  expect(
    week.getByRole('img', { name: /^Mon: 00:00–22:00 Live view only; 22:00–24:00 Detection, Night shift$/ }),
  ).toBeTruthy();
  expect(week.getByRole('img', { name: /^Tue: 00:00–06:00 Detection, Night shift; / })).toBeTruthy();
});

it('asks the server what it would do once typing has paused, and draws nothing anew while nothing changes', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const from = new Date(Date.now() - 60_000).toISOString();
  const until = new Date(Date.now() + 3_600_000).toISOString();
  const later = new Date(Date.now() + 7_200_000).toISOString();
  const intervals = [
    { from, until, mode: 'detect', name: 'Night shift', why: 'slot' },
    { from: until, until: later, mode: 'off', name: '', why: 'otherwise' },
  ];
  const asked = answerWith({
    ...ME,
    'POST /api/schedules/preview': { body: { time_zone: 'Asia/Jakarta', intervals, skipped: [] } },
  });
  const onTyped = vi.fn();
  renderPage(<ScheduleEditor schedule={aSchedule()} onSaved={vi.fn()} onTyped={onTyped} />);
  expect(await screen.findByText('Detection · Night shift')).toBeTruthy();
  expect(screen.getByText(/^Off from /)).toBeTruthy();
  await userEvent.selectOptions(screen.getByLabelText('Rest of the week'), 'Off');
  const previews = () =>
    asked.filter(({ url, body }) => url.endsWith('/preview') && (body as { otherwise: string }).otherwise === 'off');
  await vi.waitFor(() => expect(previews()).toHaveLength(1), { timeout: 5_000 });
  await act(() => vi.advanceTimersByTimeAsync(1_000));
  const drawn = onTyped.mock.calls.length;
  await act(() => vi.advanceTimersByTimeAsync(10_000));
  expect(onTyped.mock.calls.length).toBe(drawn);
});

it('takes the undo of a preset away with the editor: what was saved is not undone by it', async () => {
  answerWith({ ...ME, ...PREVIEW });
  const { rerender } = renderPage(
    <>
      <Notifications />
      <ScheduleEditor schedule={aSchedule()} onSaved={vi.fn()} />
    </>,
  );
  await userEvent.click(screen.getByRole('button', { name: 'Nights only' }));
  expect(await screen.findByRole('button', { name: 'Undo' })).toBeTruthy();
  rerender(
    <MantineProvider env="test">
      <Notifications />
    </MantineProvider>,
  );
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull());
});
