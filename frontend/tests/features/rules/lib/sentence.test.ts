import { expect, it } from 'vitest';
import { sentenceOf, type Described } from '@/features/rules/lib/sentence';
import { fill } from '@/lib/i18n/fill';
import type { Translate } from '@/lib/i18n/useLocale';
import { en } from '@/locales/en';
import { id } from '@/locales/id';
import { aRule } from '@tests/support/ruleBuilders';

const english: Translate = (key, params) => fill(en[key], params);
const indonesian: Translate = (key, params) => fill(id[key], params);
const EVERYWHERE = { zone: null, schedule: null };

it.each<[Partial<Described>, { zone: string | null; schedule: string | null }, string]>([
  [
    {},
    { zone: 'Dock', schedule: 'Day shift' },
    'Everybody in “Dock” must wear helmet and vest, by “Day shift”, after 2 s, critical',
  ],
  [
    { items: ['helmet'], minimum_seconds: 0, severity: 'notice' },
    EVERYWHERE,
    'Everybody in the whole picture must wear helmet, at any time, notice',
  ],
  [
    { kind: 'restricted', entry_seconds: 10, exit_seconds: 90, minimum_seconds: 0.5 },
    { zone: 'Press', schedule: null },
    'Nobody may be in “Press”, at any time, after 0.5 s, 10 s to get ready on entering, ' +
      'until 1 min 30 s after leaving, critical',
  ],
  [
    { kind: 'at_most', most_people: 1, condition: { name: 'crane_runs', value: true } },
    { zone: 'Lift', schedule: null },
    'At most 1 person in “Lift”, at any time, after 2 s, while “crane_runs” is true, critical',
  ],
  [
    {
      kind: 'stays',
      stages: [
        { seconds: 120, severity: 'notice' },
        { seconds: 3_900, severity: 'warning' },
      ],
      after_hours_stages: [{ seconds: 30, severity: 'critical' }],
    },
    { zone: 'Gate', schedule: 'Day shift' },
    'Nobody stays long in “Gate”, by “Day shift”, notice after 2 min, warning after 1 h 5 min, ' +
      'after hours critical after 30 s',
  ],
])('a rule reads as one sentence: %o', (changes, names, text) => {
  expect(sentenceOf(aRule(changes), names, english, 'en')).toBe(text);
});

it('says the same in Indonesian', () => {
  expect(sentenceOf(aRule(), { zone: 'Dermaga', schedule: null }, indonesian, 'id')).toBe(
    'Semua orang di “Dermaga” wajib memakai helm dan rompi, kapan saja, setelah 2 dtk, kritis',
  );
});
