import { useLocale } from '@/lib/i18n/useLocale';
import { isKey } from '@/locales';
import type { SettingValue, Specification } from '@/features/cameras/lib/settings';

/** Texts about settings. A setting or name without one shows what the backend calls it. */
export function useSettingTexts() {
  const { t } = useLocale();
  const choice = (setting: string, name: string) => {
    const key = `setting.${setting}.${name}`;
    return isKey(key) ? t(key) : name;
  };
  const valueText = (setting: string, value: SettingValue): string => {
    if (typeof value === 'boolean') return t(value ? 'setting.on' : 'setting.off');
    if (Array.isArray(value) && value.length === 0) return t('setting.none');
    return Array.isArray(value) ? value.map((name: string) => choice(setting, name)).join(', ') : String(value);
  };
  return {
    choice,
    valueText,
    label: (setting: string) => {
      const key = `setting.${setting}`;
      return isKey(key) ? t(key) : setting.replaceAll('_', ' ');
    },
    hint: (setting: string, specification: Specification) => {
      const key = `setting.${setting}_hint`;
      if (!isKey(key)) return specification.description;
      const bounds =
        specification.kind === 'number' ? { least: specification.least, most: specification.most } : undefined;
      return t(key, bounds);
    },
    fault: (specification: Specification) =>
      specification.kind === 'number'
        ? t('setting.fault_number', { least: specification.least, most: specification.most })
        : t('setting.fault_names'),
    groupTitle: (group: string) => {
      const key = `setting_group.${group}`;
      return isKey(key) ? t(key) : null;
    },
  };
}
