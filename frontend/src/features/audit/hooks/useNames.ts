import { useCameras } from '@/entities/camera/api/listCameras';
import { useSchedules } from '@/entities/schedule/api/listSchedules';
import { useSites } from '@/entities/site/useSites';
import { useCompanyNames } from '@/features/audit/api/listCompanyNames';
import { useUserNames } from '@/features/audit/api/listUserNames';
import { useLocale } from '@/lib/i18n/useLocale';
import { isKey } from '@/locales';

/** What an entry is about, by its present name; "Camera 7" for what is gone. */
export function useNames(): (kind: string, id: string) => { text: string; isKnown: boolean } {
  const { t } = useLocale();
  const cameras = useCameras().data ?? [];
  const schedules = useSchedules().data ?? [];
  const sites = useSites();
  const users = useUserNames();
  const companies = useCompanyNames();
  return (kind, id) => {
    const byId = { camera: cameras, schedule: schedules, site: sites }[kind]?.find((one) => String(one.id) === id);
    const byNumber = { user: users, company: companies }[kind]?.get(Number(id));
    const name = byNumber ?? byId?.name;
    const kindKey = `audit_kind.${kind}`;
    const kindName = isKey(kindKey) ? t(kindKey) : kind;
    if (name !== undefined) return { text: name, isKnown: true };
    return { text: id === '' ? kindName : t('audit.gone', { kind: kindName, id }), isKnown: false };
  };
}
