import type { AuditEntry } from '@/types/api';

export type Value = string | number | boolean | null | Value[] | { [name: string]: Value };

/** A line of an entry's details: what changed, with both values, or a fact with one. */
export interface DetailLine {
  /** The name of the field, without the groups around it. */
  field: string;
  /** undefined for a fact that was not changed. */
  before: Value | undefined;
  after: Value | undefined;
}

type Fields = Record<string, Value>;

const isFields = (value: Value | undefined): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isSame = (one: Value | undefined, other: Value | undefined) => JSON.stringify(one) === JSON.stringify(other);

/** Settings are stored as JSON; a long text was cut and stays as it is. */
function parsed(value: Value | undefined): Value | undefined {
  if (typeof value !== 'string' || !value.startsWith('{')) return value;
  try {
    return JSON.parse(value) as Value;
  } catch {
    return value;
  }
}

/** Values of the groups within a value, by their own names. Limits are one value. */
function leaves(field: string, value: Value | undefined): Record<string, Value | undefined> {
  const whole = parsed(value);
  if (!isFields(whole) || field === 'limits') return { [field]: whole };
  return Object.assign({}, ...Object.entries(whole).map(([name, part]) => leaves(name, part))) as Fields;
}

/** The version of the form in which settings are stored says nothing about a camera. */
const HIDDEN = ['version'];
const isEmpty = (value: Value | undefined) => value === undefined || value === null || value === '';

/** The details of an entry, line by line; of a change only what differs, of facts only those with a value. */
export function linesOf({ detail }: Pick<AuditEntry, 'detail'>): DetailLine[] {
  const { before: earlier, ...fields } = detail as Fields;
  return Object.entries(fields).flatMap(([field, value]): DetailLine[] => {
    if (isFields(earlier) && field in earlier) return changes(field, earlier[field], value);
    if (isFields(value) && 'before' in value && 'after' in value) return changes(field, value.before, value.after);
    return Object.entries(leaves(field, value))
      .filter(([name, after]) => !HIDDEN.includes(name) && !isEmpty(after))
      .map(([name, after]) => ({ field: name, before: undefined, after }));
  });
}

function changes(field: string, before: Value | undefined, after: Value | undefined): DetailLine[] {
  const isGroup = field !== 'limits' && (isFields(parsed(before)) || isFields(parsed(after)));
  const parts = (value: Value | undefined) => (isGroup && isEmpty(value) ? {} : leaves(field, value));
  const [old, now] = [parts(before), parts(after)];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter((name) => !HIDDEN.includes(name) && !isSame(old[name], now[name]))
    .map((name) => ({ field: name, before: old[name] ?? null, after: now[name] ?? null }));
}
