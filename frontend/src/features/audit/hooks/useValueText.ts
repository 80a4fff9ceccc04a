import { useZone } from '@/entities/site/zone';
import type { Value } from '@/features/audit/lib/detail';
import { useLocale } from '@/lib/i18n/useLocale';
import { zoneLabel } from '@/lib/time/timeZones';
import { exactTime } from '@/lib/time/zonedTime';
import { isKey } from '@/locales';
import { useNames } from './useNames';

const KINDS: Record<string, string> = {
  site_id: 'site',
  site_ids: 'site',
  camera_id: 'camera',
  camera_ids: 'camera',
  schedule_id: 'schedule',
};
/** Fields whose values have texts of their own. */
const PREFIXES: Record<string, string> = {
  role: 'role',
  mode: 'mode',
  otherwise: 'mode',
  purpose: 'audit_purpose',
  required_items: 'item',
  analysers: 'setting.analysers',
  target_kind: 'audit_kind',
  action: 'audit_action',
};
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

/** The name of a field of an entry's details, and its values, as people read them. */
export function useValueText() {
  const { t, locale } = useLocale();
  const zone = useZone();
  const nameOf = useNames();

  const fieldText = (field: string): string => {
    const key = [`audit_field.${field}`, `setting.${field}`].find(isKey);
    return key === undefined ? field : t(key);
  };
  const valueText = (field: string, value: Value | undefined): string => {
    if (value === null || value === undefined || value === '') {
      if (isKey(`setting.${field}`)) return t('audit.default');
      return t(field === 'limits' ? 'audit.whole_company' : 'audit.nothing');
    }
    if (typeof value === 'boolean') return t(value ? 'audit.yes' : 'audit.no');
    if (Array.isArray(value)) return value.map((one) => valueText(field, one)).join(', ') || t('audit.nothing');
    if (typeof value === 'object')
      return Object.entries(value)
        .map(([name, part]) => `${fieldText(name)}: ${valueText(name, part)}`)
        .join('; ');
    const text = String(value);
    const kind = KINDS[field];
    if (kind !== undefined) return nameOf(kind, text).text;
    const key = `${PREFIXES[field] ?? ''}.${text}`;
    if (isKey(key)) return t(key);
    if (field === 'time_zone') return zoneLabel(text);
    if (TIME.test(text) && !Number.isNaN(Date.parse(text))) return exactTime(text, zone, locale);
    return text;
  };
  return { fieldText, valueText };
}
