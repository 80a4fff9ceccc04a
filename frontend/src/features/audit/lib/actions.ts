import { auditActions } from '@/locales/en/administration/auditActions';

const PREFIX = 'audit_action.';

/** Every action that has a text, such as `camera.changed`. */
export const actions: string[] = Object.keys(auditActions).map((key) => key.slice(PREFIX.length));

/** The part before the dot, which the filter takes for all of its actions. */
export const areaOf = (action: string): string => action.split('.')[0] ?? '';

export const areas: string[] = [...new Set(actions.map(areaOf))].sort();

/** What entries are about. */
export const KINDS = [
  'camera',
  'site',
  'schedule',
  'zone',
  'rule',
  'fact',
  'api_key',
  'user',
  'invitation',
  'violation',
  'failed_event',
  'company',
  'audit',
  'address',
] as const;
