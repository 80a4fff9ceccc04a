import { Stack, Title } from '@mantine/core';
import { NoCamerasHere } from '@/entities/site/NoCamerasHere';
import { useSiteFilter } from '@/entities/site/useSiteFilter';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Camera } from '@/types/api';
import { CameraList } from './CameraList';

/** The cameras of the chosen site; of several, each with its name above. */
export function CamerasBySite({ cameras, mayManage }: { cameras: Camera[]; mayManage: boolean }) {
  const { t } = useLocale();
  const { sites, siteId } = useSiteFilter();
  if (sites.length === 0) return <CameraList label={t('cameras.title')} cameras={cameras} mayManage={mayManage} />;
  const groups = sites
    .filter(({ id }) => siteId === null || id === siteId)
    .map((site) => ({ site, here: cameras.filter(({ site_id: id }) => id === site.id) }))
    .filter(({ here }) => here.length > 0);
  if (groups.length === 0) return <NoCamerasHere />;
  return groups.map(({ site, here }) => (
    <Stack key={site.id} gap="xs" component="section" aria-label={site.name}>
      <Title order={2} size="h4">
        {site.name}
      </Title>
      <CameraList label={site.name} cameras={here} mayManage={mayManage} />
    </Stack>
  ));
}
