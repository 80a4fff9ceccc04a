import { Anchor, Group, Paper, Skeleton, Stack, Text } from '@mantine/core';
import { IconArchive } from '@tabler/icons-react';
import { Link } from 'react-router';
import { Chip } from '@/components/Chip';
import { ProblemAlert } from '@/components/ProblemAlert';
import { ProblemMessage } from '@/components/ProblemMessage';
import { ResponsiveTable } from '@/components/ResponsiveTable';
import { useCameras } from '@/entities/camera/api/listCameras';
import { useSiteList } from '@/features/site/api/listSites';
import { useLocale } from '@/lib/i18n/useLocale';
import { clockIn, zoneLabel } from '@/lib/time/timeZones';
import { useNow } from '@/lib/time/useNow';
import type { Site } from '@/types/api';
import { SiteMenu } from './SiteMenu';

const EVERY_MS = 10_000;

/** The company's sites: clocks, cameras and what can be done with them. */
export function SiteTable() {
  const { t } = useLocale();
  const sites = useSiteList();
  if (sites.isPending)
    return (
      <Stack gap="xs" role="status" aria-label={t('common.loading')}>
        <Skeleton height={60} radius="md" />
        <Skeleton height={60} radius="md" />
      </Stack>
    );
  if (sites.data === undefined) return <ProblemMessage error={sites.error} onRetry={() => void sites.refetch()} />;
  return (
    <>
      {sites.isError && <ProblemAlert error={sites.error} />}
      <Paper withBorder px="md" py="xs">
        <Rows sites={sites.data} />
      </Paper>
    </>
  );
}

function Rows({ sites }: { sites: Site[] }) {
  const { t, locale } = useLocale();
  const now = useNow(EVERY_MS);
  const all = useCameras().data;
  const heads = [t('site.title'), t('site.zone'), t('sites.cameras'), t('common.actions')];
  const rows = sites.map((site) => {
    const cameras = all?.filter(({ site_id: id }) => id === site.id).length ?? null;
    return {
      key: site.id,
      cells: [
        <Group key="name" gap={8}>
          <Text fw={650} span>
            {site.name}
          </Text>
          {site.archived_at !== null && (
            <Chip tone="unknown" icon={IconArchive}>
              {t('sites.is_archived')}
            </Chip>
          )}
        </Group>,
        <span key="zone">
          {zoneLabel(site.time_zone)}
          <small>{t('sites.now', { time: clockIn(site.time_zone, now, locale) })}</small>
        </span>,
        cameras === null || cameras === 0 ? (
          (cameras ?? '–')
        ) : (
          <Anchor key="cameras" component={Link} to={`/cameras?site=${site.id}`}>
            {cameras}
          </Anchor>
        ),
        <SiteMenu key="menu" site={site} cameras={cameras} only={sites.length === 1} />,
      ],
    };
  });
  return <ResponsiveTable label={t('administration.sites')} heads={heads} rows={rows} />;
}
