import { Notifications, notifications } from '@mantine/notifications';
import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it } from 'vitest';
import { RuleFormPage } from '@/pages/RuleFormPage';
import { answerWith } from '@tests/support/answers';
import { renderRoute } from '@tests/support/render';
import { aRule, aZone } from '@tests/support/ruleBuilders';

const page = (items: unknown[]) => ({ body: { items, unreadable: [] } });
const open = (path: string, more: Parameters<typeof answerWith>[0] = {}) => {
  const asked = answerWith({
    'GET /api/auth/me': { body: { user: { role: 'officer', permissions: ['manage_rules'] }, sites: [] } },
    'GET /api/cameras/1/zones': page([aZone(), aZone({ id: 2, name: 'Mirror', kind: 'ignore' })]),
    'GET /api/cameras/1/rules': page([aRule()]),
    'GET /api/schedules': page([{ id: 3, name: 'Day shift' }]),
    ...more,
  });
  renderRoute(
    '/cameras/:cameraId/zones/rules/:ruleId?',
    `/cameras/1/zones/rules${path}`,
    <>
      <RuleFormPage />
      <Notifications />
    </>,
  );
  return asked;
};
const type = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label, { exact: true }), { target: { value } });
const save = () => userEvent.click(screen.getByRole('button', { name: /^(Add rule|Save)$/ }));
const summary = () => screen.getByRole('status', { name: 'What this rule does' }).textContent;

beforeEach(() => notifications.clean());

it('a rule is added: its sentence follows what is typed, and only zones for rules are offered', async () => {
  const asked = open('', { 'POST /api/cameras/1/rules': { status: 201, body: aRule({ name: 'Press' }) } });
  await screen.findByLabelText('Name');
  await save();
  expect(await screen.findByText('Give the rule a name.')).toBeTruthy();
  type('Name', 'Press');
  await screen.findByRole('option', { name: 'Dock' });
  expect(screen.queryByRole('option', { name: 'Mirror' })).toBeNull();
  await userEvent.click(screen.getByRole('radio', { name: 'At most a number of people' }));
  type('Where', '1');
  type('When', '3');
  type('Number of people', '2');
  expect(summary()).toBe('At most 2 people in “Dock”, by “Day shift”, after 1 s, warning');
  await save();
  expect(await screen.findByText('Press was added')).toBeTruthy();
  expect(asked.find(({ method }) => method === 'POST')?.body).toMatchObject({
    name: 'Press',
    kind: 'at_most',
    most_people: 2,
    items: [],
    zone_id: 1,
    schedule_id: 3,
  });
});

it('steps of staying are added and removed, and each must begin later than the one before', async () => {
  open('');
  await screen.findByLabelText('Name');
  await userEvent.click(screen.getByRole('radio', { name: 'Staying too long' }));
  expect(summary()).toContain('notice after 2 min, warning after 5 min');
  await userEvent.click(screen.getByRole('button', { name: 'Add step' }));
  expect(summary()).toContain('critical after 10 min');
  await userEvent.click(screen.getByRole('button', { name: 'Remove step 1' }));
  const second = within(screen.getByRole('group', { name: 'Step 2' })).getByLabelText('After');
  fireEvent.change(second, { target: { value: '1' } });
  fireEvent.blur(second);
  expect(await screen.findByText('Later than the step before.')).toBeTruthy();
  expect(screen.queryByText('Steps after hours')).toBeNull();
  type('When', '3');
  expect(screen.getByText('Steps after hours')).toBeTruthy();
});

it('a change is sent with the version that was read and without the kind; words of the backend stand at their fields', async () => {
  const refused = { code: 'invalid_input', errors: [{ field: 'zone_id', message: 'The camera has no such zone.' }] };
  const asked = open('/1', { 'PATCH /api/rules/1': { status: 422, body: refused } });
  await screen.findByText('Kind: Wear items. A rule keeps its kind.');
  type('Minimum time', '5');
  await save();
  expect(await screen.findByText('The camera has no such zone.')).toBeTruthy();
  const body = asked.find(({ method }) => method === 'PATCH')?.body as Record<string, unknown>;
  expect([body.version, body.minimum_seconds, 'kind' in body]).toEqual([1, 5, false]);
});

it('a rule that somebody else changed meanwhile is not overwritten', async () => {
  open('/1', { 'PATCH /api/rules/1': { status: 409, body: { code: 'changed_meanwhile' } } });
  await screen.findByLabelText('Name');
  type('Name', 'Mine');
  await save();
  await userEvent.click(await screen.findByRole('button', { name: 'Load the newer version' }));
  expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('Helmets at the dock');
});

const trial = {
  raised: 14,
  known: 12,
  confirmed: 11,
  by_severity: { notice: 0, warning: 14, critical: 0 },
  examples: [{ at: '2026-11-21T02:00:00Z', severity: 'warning', people: 1, violation_id: null, has_pictures: false }],
  people: 30,
  person_seconds: 900,
  not_assessable_share: 0.25,
  items: [{ item: 'vest', is_too_small: true, is_without_colour: false }],
  condition_ignored: false,
  truncated: false,
};

it('a rule is tried before it is saved, without a name, and says how much could not be assessed', async () => {
  const asked = open('', { 'POST /api/cameras/1/rules/try': { body: trial } });
  await userEvent.click(await screen.findByRole('button', { name: 'Try over the last 7 days' }));
  const result = within(await screen.findByRole('status', { name: 'What it would have done' }));
  expect(result.getByText('Over the last 7 days this rule would have raised 14 violations.')).toBeTruthy();
  expect(result.getByText('You had confirmed 11 of those.')).toBeTruthy();
  expect(result.getByText('25 % of that time could not be assessed.')).toBeTruthy();
  expect(result.getByText(/People there are too small to judge: vest/)).toBeTruthy();
  expect(result.getByText(/There are no pictures of them/)).toBeTruthy();
  const body = asked.find(({ method }) => method === 'POST')?.body as Record<string, unknown>;
  expect([body.days, 'name' in body, body.kind]).toEqual([7, false, 'ppe']);
  await userEvent.click(screen.getByRole('checkbox', { name: 'vest' }));
  expect(screen.getByText('The rule has changed since this was tried.')).toBeTruthy();
});

it('who may not change rules is told so', async () => {
  open('/1', { 'GET /api/auth/me': { body: { user: { role: 'viewer', permissions: [] }, sites: [] } } });
  expect(await screen.findByText('Your role may not do this')).toBeTruthy();
});
