import { useElementSize } from '@mantine/hooks';
import { Link } from 'react-router';
import { wallGrid } from '@/lib/geometry';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Camera } from '@/types/api';
import classes from './Live.module.css';
import { LivePicture } from './LivePicture';

const GAP = 8;

/** A tile per camera, as large as the window allows. */
export function CameraWall({ cameras }: { cameras: Camera[] }) {
  const { t } = useLocale();
  const { ref, width, height } = useElementSize();
  const { columns, tileWidth } = wallGrid(cameras.length, width, height, GAP);
  return (
    <div className={classes.wallArea} ref={ref}>
      <div
        className={classes.wall}
        role="list"
        aria-label={t('live.cameras')}
        style={{ gridTemplateColumns: `repeat(${columns}, ${tileWidth}px)` }}
      >
        {width > 0 &&
          cameras.map((camera) => (
            <div role="listitem" key={camera.id} className={classes.tile}>
              <LivePicture camera={camera} />
              <Link
                to={`/live/${camera.id}`}
                className={classes.overlayLink}
                aria-label={t('live.open_camera', { name: camera.name })}
              />
            </div>
          ))}
      </div>
    </div>
  );
}
