import { actions, areaOf, areas } from '@/features/audit/lib/actions';
import { useLocale } from '@/lib/i18n/useLocale';
import { isKey } from '@/locales';

/** The text of an action; its code when the backend is newer than this page. */
export function useActionText(): (action: string) => string {
  const { t } = useLocale();
  return (action) => {
    const key = `audit_action.${action}`;
    return isKey(key) ? t(key) : action;
  };
}

/** Actions in groups, each with a choice for the whole group. An unknown one in the address stays as it is. */
export function useActionOptions(chosen: string) {
  const { t } = useLocale();
  const textOf = useActionText();
  const known = chosen === '' || actions.includes(chosen) || areas.includes(chosen);
  const groups = areas.map((area) => {
    const key = `audit_area.${area}`;
    const name = isKey(key) ? t(key) : area;
    const ofArea = actions.filter((action) => areaOf(action) === area);
    return {
      group: name,
      items: [
        { value: area, label: t('audit.all_of', { area: name }) },
        ...ofArea.map((action) => ({ value: action, label: textOf(action) })),
      ],
    };
  });
  return [{ value: '', label: t('audit.any_action') }, ...(known ? [] : [{ value: chosen, label: chosen }]), ...groups];
}
