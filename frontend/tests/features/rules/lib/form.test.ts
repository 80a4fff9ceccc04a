import { expect, it } from 'vitest';
import { errorsOf, fieldsOf, inputOf, type RuleInput } from '@/features/rules/lib/form';
import { changedParts } from '@/features/rules/lib/versions';
import type { RuleVersion } from '@/types/api';
import { aRule } from '@tests/support/ruleBuilders';

const typed = (changes: Partial<RuleInput> = {}): RuleInput => ({ ...inputOf(null), name: 'Gate', ...changes });
const faults = (changes: Partial<RuleInput>) => Object.keys(errorsOf(typed(changes), (key) => key));

it('a rule comes out of its form as it went in', () => {
  const { name, kind, zone_id, severity, minimum_seconds, items, condition } = fieldsOf(inputOf(aRule()));
  expect({ name, kind, zone_id, severity, minimum_seconds, items, condition }).toEqual({
    name: 'Helmets at the dock',
    kind: 'ppe',
    zone_id: 1,
    severity: 'critical',
    minimum_seconds: 2,
    items: ['helmet', 'vest'],
    condition: null,
  });
});

it('nothing is sent that a rule of the kind does not have', () => {
  const stays = fieldsOf(typed({ kind: 'stays', minimum_seconds: 9, has_condition: false }));
  expect([stays.items, stays.most_people, stays.minimum_seconds, stays.condition]).toEqual([[], 0, 0, null]);
  expect(stays.stages).toEqual([
    { seconds: 120, severity: 'notice' },
    { seconds: 300, severity: 'warning' },
  ]);
  expect(fieldsOf(typed({ kind: 'ppe' })).stages).toEqual([]);
});

it('steps after hours are sent with a schedule only, which says when hours are', () => {
  const after = [{ minutes: 0.5, severity: 'critical' as const }];
  const sent = (schedule_id: number | null) =>
    fieldsOf(typed({ kind: 'stays', after_hours_stages: after, schedule_id })).after_hours_stages;
  expect([sent(null), sent(3)]).toEqual([[], [{ seconds: 30, severity: 'critical' }]]);
});

it.each<[Partial<RuleInput>, string[]]>([
  [{}, []],
  [{ name: '  ' }, ['name']],
  [{ minimum_seconds: 3_600, entry_seconds: 0 }, []],
  [{ minimum_seconds: 3_600.1 }, ['minimum_seconds']],
  [{ entry_seconds: -1, exit_seconds: '' }, ['entry_seconds', 'exit_seconds']],
  [{ items: [] }, ['items']],
  [{ kind: 'at_most', most_people: 0 }, []],
  [{ kind: 'at_most', most_people: 1_001 }, ['most_people']],
  [{ kind: 'at_most', most_people: 1.5 }, ['most_people']],
  [{ kind: 'stays', stages: [{ minutes: 0, severity: 'notice' }] }, ['stages.0.seconds']],
  [{ kind: 'stays', stages: [{ minutes: 1_440, severity: 'notice' }] }, []],
  [{ kind: 'stays', stages: [{ minutes: 1_440.1, severity: 'notice' }] }, ['stages.0.seconds']],
  [
    {
      kind: 'stays',
      stages: [
        { minutes: 2, severity: 'warning' },
        { minutes: 2, severity: 'notice' },
      ],
    },
    ['stages.1.seconds', 'stages.1.severity'],
  ],
  [{ has_condition: true, condition: { name: ' ', value: true } }, ['condition.name']],
])('of %o the marked fields are %o', (changes, fields) => {
  expect(faults(changes)).toEqual(fields);
});

const version = (changes: Partial<RuleVersion>): RuleVersion => ({
  ...aRule(),
  zone: { id: 1, name: 'Dock', kind: 'rule', corners: [[0, 0]] },
  schedule_name: '',
  schedule: null,
  effective_to: null,
  by_name: 'Ani',
  ...changes,
});

it.each<[Partial<RuleVersion>, string[]]>([
  [{}, []],
  [{ minimum_seconds: 3, severity: 'notice' }, ['minimum_seconds', 'severity']],
  [{ zone: null }, ['zone']],
  [{ zone: { id: 1, name: 'Dock', kind: 'rule', corners: [[0.1, 0]] } }, ['corners']],
  [{ schedule_name: 'Nights' }, ['schedule_name']],
])('a version with %o changed %o', (changes, parts) => {
  expect(changedParts(version(changes), version({}))).toEqual(parts);
});

it('the first version changed nothing', () => {
  expect(changedParts(version({}), undefined)).toEqual([]);
});
