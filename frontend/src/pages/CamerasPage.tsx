import { Button, Skeleton, Stack } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link, Outlet, useLocation } from 'react-router';
import { PageHeader } from '@/components/PageHeader';
import { ProblemAlert } from '@/components/ProblemAlert';
import { ProblemMessage } from '@/components/ProblemMessage';
import { useCameras } from '@/entities/camera/api/listCameras';
import { CameraTabs } from '@/entities/camera/CameraTabs';
import { FirstCamera } from '@/entities/camera/FirstCamera';
import { SiteFilter } from '@/entities/site/SiteFilter';
import { useMay } from '@/entities/user/useMay';
import { CamerasBySite } from '@/features/cameras/components/CamerasBySite';
import { DemoOffer } from '@/features/cameras/components/DemoOffer';
import { useLocale } from '@/lib/i18n/useLocale';

export function CamerasPage() {
  const { t } = useLocale();
  const mayManage = useMay('manage_cameras') === true;
  const { search } = useLocation();
  const cameras = useCameras();
  const some = (cameras.data?.length ?? 0) > 0;
  return (
    <Stack gap="md" maw={1200} mx="auto">
      <CameraTabs />
      <PageHeader title={t('cameras.title')}>
        {some && <SiteFilter />}
        {mayManage && some && (
          <Button
            component={Link}
            to={{ pathname: '/cameras/new', search }}
            size="md"
            leftSection={<IconPlus size={18} />}
          >
            {t('cameras.add')}
          </Button>
        )}
      </PageHeader>
      {cameras.data && <DemoOffer cameras={cameras.data} />}
      {cameras.isPending && (
        <Stack gap="xs" role="status" aria-label={t('common.loading')}>
          {Array.from({ length: 6 }, (_, index) => (
            <Skeleton key={index} height={68} radius="md" />
          ))}
        </Stack>
      )}
      {cameras.isError && !cameras.data && (
        <ProblemMessage error={cameras.error} onRetry={() => void cameras.refetch()} />
      )}
      {cameras.isError && cameras.data && <ProblemAlert error={cameras.error} />}
      {cameras.data && (some ? <CamerasBySite cameras={cameras.data} mayManage={mayManage} /> : <FirstCamera />)}
      <Outlet />
    </Stack>
  );
}
