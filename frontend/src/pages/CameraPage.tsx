import { ActionIcon, Group, Skeleton, Stack, Text, Title, Tooltip } from '@mantine/core';
import { IconArrowLeft, IconVideoOff } from '@tabler/icons-react';
import { Link, useParams } from 'react-router';
import { Message } from '@/components/Message';
import { PageHeader } from '@/components/PageHeader';
import { ProblemMessage } from '@/components/ProblemMessage';
import { useCameras } from '@/entities/camera/api/listCameras';
import { CameraDay } from '@/entities/coverage/CameraDay';
import { OverridePanel } from '@/features/cameras/components/OverridePanel';
import { LivePicture } from '@/features/live/components/LivePicture';
import { LatestRail } from '@/features/violations/components/LatestRail';
import { useLocale } from '@/lib/i18n/useLocale';
import classes from './Pages.module.css';

/** One camera, large, with its latest violations beside it. */
export function CameraPage() {
  const { t } = useLocale();
  const cameraId = Number(useParams().cameraId);
  const cameras = useCameras();
  const camera = cameras.data?.find(({ id }) => id === cameraId);

  if (cameras.isError && cameras.data === undefined)
    return <ProblemMessage error={cameras.error} onRetry={() => void cameras.refetch()} />;
  if (cameras.data !== undefined && camera === undefined) {
    return <Message page tone="neutral" icon={IconVideoOff} title={t('live.gone')} text={t('live.gone_hint')} />;
  }
  return (
    <div className={`${classes.split ?? ''} ${classes.stacked ?? ''}`}>
      <div className={`${classes.main ?? ''} ${classes.fill ?? ''}`}>
        <Group gap="xs" wrap="nowrap">
          <Tooltip label={t('live.back')}>
            <ActionIcon component={Link} to="/live" size={44} aria-label={t('live.back')}>
              <IconArrowLeft size={20} />
            </ActionIcon>
          </Tooltip>
          <PageHeader title={camera?.name ?? ''} />
          {camera && (camera.width ?? 0) > 0 && (
            <Text size="sm" c="dimmed">
              {camera.width} × {camera.height}
            </Text>
          )}
        </Group>
        {camera && <OverridePanel camera={camera} />}
        <div className={classes.stage}>
          {camera ? (
            <LivePicture camera={camera} large key={camera.id} />
          ) : (
            <Skeleton height={400} role="status" aria-label={t('common.loading')} />
          )}
        </div>
      </div>
      <aside className={`${classes.side ?? ''} ${classes.narrow ?? ''}`}>
        <Stack gap="lg">
          <Stack gap="xs" component="section" aria-label={t('coverage.day')}>
            <Title order={2} size="h4" fz="sm">
              {t('coverage.day')}
            </Title>
            <CameraDay cameraId={cameraId} detailed key={cameraId} />
          </Stack>
          <LatestRail cameraId={cameraId} />
        </Stack>
      </aside>
    </div>
  );
}
