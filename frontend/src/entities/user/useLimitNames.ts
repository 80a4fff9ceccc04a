import { useCameras } from '@/entities/camera/api/listCameras';
import { useMe } from '@/entities/user/api/getMe';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Limits } from '@/types/api';

interface Named {
  id: number;
  name: string;
}

/** Names of limited sites and cameras; null while they are not known. What is gone since keeps its number. */
export function useLimitNames(): (limits: Limits) => { sites: Named[]; cameras: Named[] } | null {
  const { t } = useLocale();
  const sites = useMe().data?.sites;
  const cameras = useCameras().data;
  return (limits) => {
    if (sites === undefined || cameras === undefined) return null;
    const siteName = new Map(sites.map(({ id, name }) => [id, name]));
    const cameraName = new Map(cameras.map(({ id, name }) => [id, name]));
    return {
      sites: limits.site_ids.map((id) => ({ id, name: siteName.get(id) ?? t('limits.site_n', { n: id }) })),
      cameras: limits.camera_ids.map((id) => ({
        id,
        name: cameraName.get(id) ?? t('limits.removed_camera', { n: id }),
      })),
    };
  };
}
