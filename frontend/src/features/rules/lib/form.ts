import { ITEMS } from '@/entities/item/items';
import type { Translate } from '@/lib/i18n/useLocale';
import type { Rule, RuleFields, RuleKind, Stage } from '@/types/api';

export const KINDS: readonly RuleKind[] = ['ppe', 'restricted', 'at_most', 'stays'];

/** What the backend accepts. */
export const MOST_SECONDS = 3_600;
export const MOST_STAGE_SECONDS = 86_400;
export const MOST_STAGES = 5;
export const MOST_PEOPLE = 1_000;
export const NAME_LENGTH = 80;

/** A number is a text while its field is empty. */
type Typed = number | string;
export interface TypedStage extends Omit<Stage, 'seconds'> {
  minutes: Typed;
}

/** The input of the form: everything that any kind asks for, so that changing the kind loses nothing. */
export interface RuleInput extends Omit<
  RuleFields,
  'minimum_seconds' | 'entry_seconds' | 'exit_seconds' | 'most_people' | 'stages' | 'after_hours_stages' | 'condition'
> {
  minimum_seconds: Typed;
  entry_seconds: Typed;
  exit_seconds: Typed;
  most_people: Typed;
  stages: TypedStage[];
  after_hours_stages: TypedStage[];
  has_condition: boolean;
  condition: { name: string; value: boolean };
}

const typed = ({ seconds, severity }: Stage): TypedStage => ({ minutes: seconds / 60, severity });

/** Two minutes, then five: notice, one step up. */
const usualStages = (): TypedStage[] => [
  { minutes: 2, severity: 'notice' },
  { minutes: 5, severity: 'warning' },
];

/** The form of a rule, or of a new one in that zone. */
export function inputOf(rule: Rule | null, zoneId: number | null = null): RuleInput {
  return {
    name: rule?.name ?? '',
    kind: rule?.kind ?? 'ppe',
    zone_id: rule === null ? zoneId : rule.zone_id,
    schedule_id: rule?.schedule_id ?? null,
    severity: rule?.severity ?? 'warning',
    minimum_seconds: rule?.minimum_seconds ?? 1,
    entry_seconds: rule?.entry_seconds ?? 0,
    exit_seconds: rule?.exit_seconds ?? 0,
    items: rule?.kind === 'ppe' ? rule.items : [...ITEMS],
    most_people: rule?.kind === 'at_most' ? rule.most_people : 2,
    stages: rule?.kind === 'stays' ? rule.stages.map(typed) : usualStages(),
    after_hours_stages: rule?.after_hours_stages.map(typed) ?? [],
    has_condition: (rule?.condition ?? null) !== null,
    condition: rule?.condition ?? { name: '', value: true },
    enabled: rule?.enabled ?? true,
  };
}

const seconds = ({ minutes, severity }: TypedStage): Stage => ({
  seconds: Math.round(Number(minutes) * 600) / 10,
  severity,
});

/** What is sent: without what a rule of this kind does not have. */
export function fieldsOf(input: RuleInput): RuleFields {
  const { kind, has_condition: conditional, condition, ...rest } = input;
  const stays = kind === 'stays';
  return {
    ...rest,
    kind,
    name: input.name.trim(),
    minimum_seconds: stays ? 0 : Number(input.minimum_seconds),
    entry_seconds: stays ? 0 : Number(input.entry_seconds),
    exit_seconds: Number(input.exit_seconds),
    items: kind === 'ppe' ? input.items : [],
    most_people: kind === 'at_most' ? Number(input.most_people) : 0,
    stages: stays ? input.stages.map(seconds) : [],
    after_hours_stages: stays && input.schedule_id !== null ? input.after_hours_stages.map(seconds) : [],
    condition: conditional ? { ...condition, name: condition.name.trim() } : null,
  };
}

const isNumber = (value: Typed, least: number, most: number): boolean =>
  value !== '' && Number.isFinite(Number(value)) && Number(value) >= least && Number(value) <= most;

/** What the backend would refuse, by field; the backend decides. */
export function errorsOf(input: RuleInput, t: Translate): Record<string, string> {
  const errors: Record<string, string> = {};
  const { kind } = input;
  if (input.name.trim() === '') errors.name = t('rules.name_missing');
  const delays =
    kind === 'stays' ? (['exit_seconds'] as const) : (['minimum_seconds', 'entry_seconds', 'exit_seconds'] as const);
  for (const field of delays)
    if (!isNumber(input[field], 0, MOST_SECONDS)) errors[field] = t('rules.seconds_range', { most: MOST_SECONDS });
  if (kind === 'ppe' && input.items.length === 0) errors.items = t('rules.items_missing');
  if (
    kind === 'at_most' &&
    !(isNumber(input.most_people, 0, MOST_PEOPLE) && Number.isInteger(Number(input.most_people)))
  )
    errors.most_people = t('rules.people_range', { most: MOST_PEOPLE });
  if (kind === 'stays') {
    Object.assign(errors, stageErrors('stages', input.stages, t));
    if (input.schedule_id !== null)
      Object.assign(errors, stageErrors('after_hours_stages', input.after_hours_stages, t));
  }
  if (input.has_condition && input.condition.name.trim() === '') errors['condition.name'] = t('rules.fact_missing');
  return errors;
}

const RANK = { notice: 0, warning: 1, critical: 2 };

function stageErrors(field: string, stages: readonly TypedStage[], t: Translate): Record<string, string> {
  const errors: Record<string, string> = {};
  stages.forEach((stage, index) => {
    const before = stages[index - 1];
    if (!isNumber(stage.minutes, 0, MOST_STAGE_SECONDS / 60) || Number(stage.minutes) <= 0)
      errors[`${field}.${index}.seconds`] = t('rules.minutes_range', { most: MOST_STAGE_SECONDS / 60 });
    else if (before !== undefined && Number(stage.minutes) <= Number(before.minutes))
      errors[`${field}.${index}.seconds`] = t('rules.stage_later');
    if (before !== undefined && RANK[stage.severity] < RANK[before.severity])
      errors[`${field}.${index}.severity`] = t('rules.stage_severer');
  });
  return errors;
}
