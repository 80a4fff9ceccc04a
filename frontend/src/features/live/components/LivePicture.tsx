import { useRef, type ReactNode } from 'react';
import type { LiveStatus } from '@/entities/camera/liveStatus';
import { useFrames } from '@/features/live/hooks/useFrames';
import { useLiveStatus } from '@/features/live/hooks/useLiveStatus';
import { useVideo } from '@/features/live/hooks/useVideo';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Camera } from '@/types/api';
import classes from './Live.module.css';
import { StatusOverlay } from './StatusOverlay';
import { TileBadges } from './TileBadges';

interface Props {
  camera: Camera;
  large?: boolean;
  /** Drawn over the picture, below its badges. */
  children?: ReactNode;
}

/** A camera's picture with its status. An old picture is dimmed and dated, never shown as live. */
export function LivePicture({ camera, large = false, children }: Props) {
  const { t } = useLocale();
  const canvas = useRef<HTMLCanvasElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const drawnAt = useRef<number | null>(null);
  const plays = useVideo(camera.id, video, drawnAt); // before useFrames, so that one request covers video and pictures
  useFrames(camera.id, canvas, drawnAt);
  const status = useLiveStatus(camera, drawnAt);
  return (
    <div className={classes.picture} data-status={status.kind} data-alarm={alarms(camera, status) || undefined}>
      <video
        ref={video}
        className={classes.video}
        hidden={!plays}
        muted
        playsInline
        aria-label={t('live.picture_of', { name: camera.name })}
      />
      <canvas
        ref={canvas}
        hidden={plays}
        className={classes.canvas}
        role="img"
        aria-label={t('live.picture_of', { name: camera.name })}
      />
      {children}
      <StatusOverlay camera={camera} status={status} />
      <TileBadges camera={camera} status={status} named={!large} />
    </div>
  );
}

/** The border for an ongoing violation is drawn only around a current picture, and around no demonstration. */
const alarms = (camera: Camera, status: LiveStatus): boolean =>
  status.kind === 'live' && !camera.demo && (camera.open_violations ?? 0) > 0;
