import { Button, Drawer, SimpleGrid, Skeleton } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { IconAlertTriangle } from '@tabler/icons-react';
import { PageHeader } from '@/components/PageHeader';
import { ProblemMessage } from '@/components/ProblemMessage';
import { useCameras } from '@/entities/camera/api/listCameras';
import { FirstCamera } from '@/entities/camera/FirstCamera';
import { NoCamerasHere } from '@/entities/site/NoCamerasHere';
import { SiteFilter } from '@/entities/site/SiteFilter';
import { useSiteFilter } from '@/entities/site/useSiteFilter';
import { DemoOffer } from '@/features/cameras/components/DemoOffer';
import { CameraWall } from '@/features/live/components/CameraWall';
import { SecondPersonHint } from '@/features/users/components/SecondPersonHint';
import { LatestRail } from '@/features/violations/components/LatestRail';
import { useLocale } from '@/lib/i18n/useLocale';
import classes from './Pages.module.css';

export function LivePage() {
  const { t } = useLocale();
  const cameras = useCameras();
  const wide = useMediaQuery('(min-width: 75em)', true, { getInitialValueInEffect: false });
  const [drawerShown, drawer] = useDisclosure();
  const { siteId } = useSiteFilter();
  const shown = cameras.data?.filter(({ site_id: id }) => siteId === null || id === siteId);

  if (cameras.isError && cameras.data === undefined)
    return <ProblemMessage error={cameras.error} onRetry={() => void cameras.refetch()} />;
  if (cameras.data?.length === 0) {
    return (
      <>
        <PageHeader title={t('live.title')} />
        <FirstCamera />
      </>
    );
  }
  return (
    <div className={classes.split}>
      <div className={`${classes.main ?? ''} ${classes.fill ?? ''}`}>
        <PageHeader title={t('live.title')}>
          <SiteFilter />
          {!wide && (
            <Button variant="default" size="md" leftSection={<IconAlertTriangle size={18} />} onClick={drawer.open}>
              {t('live.latest')}
            </Button>
          )}
        </PageHeader>
        <SecondPersonHint />
        {cameras.data && <DemoOffer cameras={cameras.data} />}
        {shown === undefined && <WallSkeleton label={t('common.loading')} />}
        {shown !== undefined && (shown.length > 0 ? <CameraWall cameras={shown} /> : <NoCamerasHere />)}
      </div>
      {wide && (
        <aside className={`${classes.side ?? ''} ${classes.narrow ?? ''}`}>
          <LatestRail />
        </aside>
      )}
      <Drawer
        opened={drawerShown && !wide}
        onClose={drawer.close}
        size={360}
        closeButtonProps={{ 'aria-label': t('common.close'), size: 44 }}
        attributes={{ header: { role: 'presentation' }, content: { 'aria-label': t('live.latest') } }}
      >
        <LatestRail />
      </Drawer>
    </div>
  );
}

function WallSkeleton({ label }: { label: string }) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, md: 3 }} spacing={8} role="status" aria-label={label}>
      {Array.from({ length: 6 }, (_, index) => (
        <Skeleton key={index} radius="md" style={{ aspectRatio: '16 / 9' }} height="auto" />
      ))}
    </SimpleGrid>
  );
}
