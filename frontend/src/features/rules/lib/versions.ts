import type { RuleVersion } from '@/types/api';

/** Parts of a rule that a version can change, in the order in which they are shown. */
const PARTS = [
  'name',
  'kind',
  'zone',
  'items',
  'most_people',
  'stages',
  'after_hours_stages',
  'schedule_name',
  'schedule',
  'minimum_seconds',
  'entry_seconds',
  'exit_seconds',
  'severity',
  'condition',
  'enabled',
] as const;

export type Part = (typeof PARTS)[number] | 'corners';

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What this version changed; empty for the first. */
export function changedParts(now: RuleVersion, before: RuleVersion | undefined): Part[] {
  if (before === undefined) return [];
  return PARTS.flatMap((part): Part[] => {
    if (part !== 'zone') return isSame(now[part], before[part]) ? [] : [part];
    if (now.zone?.id !== before.zone?.id || now.zone?.name !== before.zone?.name) return ['zone'];
    return isSame(now.zone?.corners, before.zone?.corners) ? [] : ['corners'];
  });
}
