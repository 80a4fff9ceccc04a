import { ActionIcon, Button, Group, Skeleton, Stack, Switch, Text, Title, Tooltip } from '@mantine/core';
import { IconArrowLeft, IconPolygon, IconVideoOff } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { Message } from '@/components/Message';
import { PageHeader } from '@/components/PageHeader';
import { ProblemMessage } from '@/components/ProblemMessage';
import { useCameras } from '@/entities/camera/api/listCameras';
import { CameraDay } from '@/entities/coverage/CameraDay';
import { useZones } from '@/entities/zone/api/listZones';
import { ZoneOutlines } from '@/entities/zone/ZoneOutlines';
import { OverridePanel } from '@/features/cameras/components/OverridePanel';
import { LivePicture } from '@/features/live/components/LivePicture';
import { LatestRail } from '@/features/violations/components/LatestRail';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Camera } from '@/types/api';
import classes from './Pages.module.css';

/** One camera, large, with its latest violations beside it. */
export function CameraPage() {
  const { t } = useLocale();
  const cameraId = Number(useParams().cameraId);
  const cameras = useCameras();
  const camera = cameras.data?.find(({ id }) => id === cameraId);
  const [zonesShown, showZones] = useState(false);

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
        {camera && (
          <Group justify="space-between" gap="xs">
            <OverridePanel camera={camera} />
            <Group gap="sm">
              <Switch
                size="md"
                label={t('zones.show')}
                checked={zonesShown}
                onChange={(event) => showZones(event.currentTarget.checked)}
              />
              <Button
                component={Link}
                to={`/cameras/${camera.id}/zones`}
                variant="default"
                size="md"
                leftSection={<IconPolygon size={18} />}
              >
                {t('zones.open')}
              </Button>
            </Group>
          </Group>
        )}
        <div className={classes.stage}>
          {camera ? (
            <LivePicture camera={camera} large key={camera.id}>
              {zonesShown && <FaintZones camera={camera} />}
            </LivePicture>
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

function FaintZones({ camera }: { camera: Camera }) {
  const zones = useZones(camera.id).data?.items ?? [];
  const [width, height] = [camera.width ?? 0, camera.height ?? 0];
  return <ZoneOutlines zones={zones} aspect={width > 0 && height > 0 ? width / height : 16 / 9} faint />;
}
