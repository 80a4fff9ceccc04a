import { ITEMS } from '@/entities/item/items';
import { RANGES, type Range } from '@/entities/site/timeRange';
import type { Item, Severity, Violation } from '@/types/api';
import { SEVERITIES } from './severities';

/** The filters of the gallery. Null is "all". */
export interface Filters {
  cameraId: number | null;
  item: Item | null;
  range: Range | null;
  severity: Severity | null;
  /** `anywhere` is the rule of the cameras' required items. */
  ruleId: string | null;
}

export const NO_FILTERS: Filters = { cameraId: null, item: null, range: null, severity: null, ruleId: null };

const RULE_ID = /^[\w-]{1,40}$/;

/** From the address bar; invalid values are ignored rather than shown as an error. */
export function filtersFrom(search: URLSearchParams): Filters {
  const camera = Number(search.get('camera') ?? Number.NaN);
  return {
    cameraId: Number.isInteger(camera) && camera > 0 ? camera : null,
    item: ITEMS.find((item) => item === search.get('item')) ?? null,
    range: RANGES.find((range) => range === search.get('time')) ?? null,
    severity: SEVERITIES.find((severity) => severity === search.get('severity')) ?? null,
    ruleId: RULE_ID.exec(search.get('rule') ?? '')?.[0] ?? null,
  };
}

/** Into the address bar; other parameters stay. */
export function filtersInto(search: URLSearchParams, filters: Filters): URLSearchParams {
  const next = new URLSearchParams(search);
  const put = (name: string, value: string | number | null) => {
    if (value === null) next.delete(name);
    else next.set(name, String(value));
  };
  put('camera', filters.cameraId);
  put('item', filters.item);
  put('time', filters.range);
  put('severity', filters.severity);
  put('rule', filters.ruleId);
  return next;
}

/** Whether a violation that has just opened belongs in a list with these filters. */
export const matches = (violation: Violation, filters: Filters): boolean =>
  (filters.cameraId === null || filters.cameraId === violation.camera_id) &&
  (filters.item === null || violation.items.includes(filters.item)) &&
  (filters.severity === null || filters.severity === violation.severity) &&
  (filters.ruleId === null || filters.ruleId === violation.rule_id) &&
  filters.range !== 'yesterday';
