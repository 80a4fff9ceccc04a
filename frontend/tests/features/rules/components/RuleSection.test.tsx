import { Notifications, notifications } from '@mantine/notifications';
import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it } from 'vitest';
import { RuleSection } from '@/features/rules/components/RuleSection';
import { answerWith } from '@tests/support/answers';
import { aCamera } from '@tests/support/builders';
import { renderPage } from '@tests/support/render';
import { aRule, aZone } from '@tests/support/ruleBuilders';

const page = (items: unknown[], unreadable: unknown[] = []) => ({ body: { items, unreadable } });
const open = (rules: unknown[], more: Parameters<typeof answerWith>[0] = {}, unreadable: unknown[] = []) => {
  const asked = answerWith({
    'GET /api/auth/me': {
      body: { user: { role: 'admin', permissions: ['manage_rules', 'manage_cameras'] }, sites: [] },
    },
    'GET /api/cameras/1/zones': page([aZone()]),
    'GET /api/cameras/1/rules': page(rules, unreadable),
    'GET /api/schedules': page([{ id: 3, name: 'Day shift' }]),
    ...more,
  });
  renderPage(
    <>
      <RuleSection camera={aCamera()} mayChange />
      <Notifications />
    </>,
  );
  return asked;
};
const inAnHour = () => new Date(Date.now() + 3_630_000).toISOString();

beforeEach(() => notifications.clean());

it('the rule of the settings stands first, with what helps to ask in zones only', async () => {
  open([aRule({ schedule_id: 3 })]);
  await screen.findByText(/Everybody in “Dock” must wear helmet and vest, by “Day shift”, after 2 s, critical/);
  const [first] = screen.getAllByRole('listitem');
  expect(first?.textContent).toContain('Everybody in the picture must wear helmet and vest, at any time.');
  expect(first?.textContent).toContain('To ask in zones only');
  expect(screen.getByRole('link', { name: 'Open settings' }).getAttribute('href')).toBe('/cameras/1/edit');
});

it.each([
  [{ inactive: 'disabled' as const }, 'Switched off'],
  [{ inactive: 'schedule' as const }, 'Outside its schedule'],
  [{ inactive: 'condition' as const }, 'Waits for its condition'],
])('a rule that does not apply says why: %o', async (changes, text) => {
  open([aRule({ ...changes, applies: false })]);
  expect(await screen.findByText(text)).toBeTruthy();
});

it('a rule that cannot be read says so and can be deleted', async () => {
  open([], {}, [{ id: 9, name: 'Broken' }]);
  expect(await screen.findByText(/cannot be read and does not apply/)).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Delete Broken?' })).toBeTruthy();
});

it('a healthy rule that has seen nobody for a day says so, and one whose people are too small', async () => {
  const judged = { item: 'vest', is_too_small: true, is_without_colour: false };
  const health = [
    { rule_id: '1', last_person_at: null, is_quiet: true, items: [] },
    { rule_id: '2', last_person_at: '2026-11-21T02:00:00Z', is_quiet: false, items: [judged] },
    { rule_id: '3', last_person_at: null, is_quiet: true, items: [] },
  ];
  open([aRule(), aRule({ id: 2, name: 'Far' }), aRule({ id: 3, name: 'Off', applies: false, inactive: 'disabled' })], {
    'GET /api/cameras/1/assessability': { body: { cells: [], rules: health } },
  });
  expect(await screen.findAllByText(/It applies, but nobody was seen there/)).toHaveLength(1);
  expect(screen.getByText(/People there are too small to judge: vest/)).toBeTruthy();
});

it('a rule is bypassed for a while with a reason', async () => {
  const asked = open([aRule()], { 'PUT /api/rules/1/bypass': { body: aRule() } });
  await userEvent.click(await screen.findByRole('button', { name: 'Bypass Helmets at the dock' }));
  const dialog = within(await screen.findByRole('dialog'));
  await userEvent.click(dialog.getByRole('button', { name: 'Bypass' }));
  expect(dialog.getByText('Give a reason.')).toBeTruthy();
  fireEvent.change(dialog.getByLabelText('Reason'), { target: { value: 'Repair' } });
  await userEvent.click(dialog.getByRole('radio', { name: /30 minutes/ }));
  await userEvent.click(dialog.getByRole('button', { name: 'Bypass' }));
  expect(await screen.findByText('Helmets at the dock is bypassed')).toBeTruthy();
  const body = asked.find(({ method }) => method === 'PUT')?.body as { until: string; reason: string };
  expect(body.reason).toBe('Repair');
  expect(Math.round((Date.parse(body.until) - Date.now()) / 60_000)).toBe(30);
});

it('a bypass shows how long it lasts and why, and can be ended', async () => {
  const bypass = { until: inAnHour(), by_name: 'Ani', reason: 'Repair' };
  const asked = open([aRule({ applies: false, inactive: 'bypassed', bypass })], {
    'DELETE /api/rules/1/bypass': { body: aRule() },
  });
  expect(await screen.findByText(/^Bypassed until \d\d:\d\d$/)).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Bypass Helmets at the dock' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByText(/: 1 h left\.$/)).toBeTruthy();
  expect(dialog.getByText('Ani: Repair')).toBeTruthy();
  await userEvent.click(dialog.getByRole('button', { name: 'End bypass now' }));
  expect(await screen.findByText('Helmets at the dock applies again')).toBeTruthy();
  expect(asked.some(({ method }) => method === 'DELETE')).toBe(true);
});

it('versions show the rule as it was, and what each changed', async () => {
  const was = {
    ...aRule(),
    zone: { id: 1, name: 'Dock', kind: 'rule', corners: [] },
    schedule_name: '',
    schedule: null,
    by_name: 'Ani',
  };
  open([aRule()], {
    'GET /api/rules/1/versions': page([
      { ...was, version: 2, effective_to: null },
      { ...was, version: 1, severity: 'notice', minimum_seconds: 9, effective_to: '2026-11-21T02:00:00Z' },
    ]),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Versions of Helmets at the dock' }));
  const list = await screen.findByRole('list', { name: 'Versions' });
  const [present, first] = within(list).getAllByRole('listitem');
  expect(present?.textContent).toContain('Changed: minimum time, severity.');
  expect(first?.textContent).toContain('after 9 s, notice');
  expect(first?.textContent).not.toContain('Changed');
});

it('a deleted rule can be brought back', async () => {
  const asked = open([aRule()], {
    'DELETE /api/rules/1': { status: 204, body: null },
    'POST /api/rules/1/restore': { body: aRule() },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Delete Helmets at the dock?' }));
  await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Delete rule' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
  expect(await screen.findByText('Helmets at the dock is back')).toBeTruthy();
  expect(asked.map(({ method }) => method)).toContain('DELETE');
});
