import { Skeleton, Text } from '@mantine/core';
import { IconPhotoOff } from '@tabler/icons-react';
import { type CSSProperties, type ReactNode } from 'react';
import { Chip } from '@/components/Chip';
import { ZoneOutlines } from '@/entities/zone/ZoneOutlines';
import type { Picture } from '@/features/zones/hooks/usePicture';
import type { ZoneWork } from '@/features/zones/hooks/useZoneWork';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Camera, Zone } from '@/types/api';
import { ShapeHandles } from './ShapeHandles';
import classes from './Stage.module.css';

interface Props {
  camera: Camera;
  picture: Picture;
  zones: Zone[];
  work: ZoneWork;
  mayChange: boolean;
  /** Drawn between the picture and the zones. */
  children?: ReactNode;
}

/** The camera's picture with its zones; the one in work has handles. */
export function ZoneStage({ camera, picture, zones, work, mayChange, children }: Props) {
  const { t } = useLocale();
  const { aspect, url } = picture;
  const style = { '--aspect': aspect } as CSSProperties;
  return (
    <div className={classes.stage} style={style} data-working={work.isOpen || undefined}>
      {url !== null && (
        <img
          className={classes.picture}
          src={url}
          alt={t('zones.picture_of', { name: camera.name })}
          draggable={false}
        />
      )}
      {url === null && <NoPicture isPending={picture.isPending} />}
      {children}
      <ZoneOutlines
        zones={zones}
        aspect={aspect}
        without={work.zone?.id ?? null}
        {...(mayChange && !work.isOpen && { onPick: work.open })}
      />
      {work.isOpen && <ShapeHandles work={work} aspect={aspect} />}
      {url !== null && !picture.isCurrent && (
        <span className={classes.note}>
          <Chip tone="warning" onPicture>
            {t('zones.picture_old')}
          </Chip>
        </span>
      )}
    </div>
  );
}

function NoPicture({ isPending }: { isPending: boolean }) {
  const { t } = useLocale();
  if (isPending) return <Skeleton className={classes.picture ?? ''} role="status" aria-label={t('common.loading')} />;
  return (
    <div className={classes.missing}>
      <IconPhotoOff size={28} stroke={1.6} aria-hidden />
      <Text fw={650} size="sm">
        {t('zones.no_picture')}
      </Text>
      <Text size="xs">{t('zones.no_picture_hint')}</Text>
    </div>
  );
}
