import { Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useEffect, type ReactNode } from 'react';
import { useZones } from '@/entities/zone/api/listZones';
import { useMapView } from '@/features/zones/hooks/useMapView';
import { usePicture } from '@/features/zones/hooks/usePicture';
import { useZoneWork } from '@/features/zones/hooks/useZoneWork';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Camera, Zone } from '@/types/api';
import { AssessabilityMap } from './AssessabilityMap';
import { CopyZones } from './CopyZones';
import classes from './Editor.module.css';
import { MapControls } from './MapControls';
import { StageToolbar } from './StageToolbar';
import { ZoneForm } from './ZoneForm';
import { ZoneSection } from './ZoneSection';
import { ZoneStage } from './ZoneStage';

interface Props {
  camera: Camera;
  mayChange: boolean;
  /** Whether there is unsaved input. */
  onTyped: (typed: boolean) => void;
  /** Below the picture. */
  children: ReactNode;
}

/** The camera's picture with its zones, and beside it their list or the form of the one in work. */
export function ZoneEditor({ camera, mayChange, onTyped, children }: Props) {
  const { t } = useLocale();
  const zones = useZones(camera.id).data?.items ?? [];
  const picture = usePicture(camera);
  const work = useZoneWork(camera.id, zones, picture);
  const view = useMapView(camera.id);
  const [copying, copy] = useDisclosure();
  const { isDirty } = work;
  useEffect(() => {
    onTyped(isDirty);
  });
  const saved = ({ name }: Zone) => notifications.show({ color: 'green', message: t('zones.saved', { name }) });
  return (
    <div className={classes.layout}>
      <Stack gap="sm" className={classes.picture}>
        {mayChange && <StageToolbar work={work} onCopy={copy.open} />}
        <ZoneStage camera={camera} picture={picture} zones={zones} work={work} mayChange={mayChange}>
          {view.isShown && view.query.data && view.item !== null && (
            <AssessabilityMap map={view.query.data} item={view.item} />
          )}
        </ZoneStage>
        <MapControls view={view} />
      </Stack>
      <div className={classes.side}>
        {work.isOpen ? (
          <ZoneForm cameraId={camera.id} work={work} onSaved={saved} />
        ) : (
          <ZoneSection cameraId={camera.id} mayChange={mayChange} onEdit={work.open} />
        )}
      </div>
      <div className={classes.below}>{children}</div>
      <CopyZones cameraId={camera.id} zones={zones} opened={copying} onClose={copy.close} />
    </div>
  );
}
