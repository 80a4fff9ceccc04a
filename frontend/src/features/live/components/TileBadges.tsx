import { IconAlertTriangle, IconEyeOff, IconUsers } from '@tabler/icons-react';
import { Chip } from '@/components/Chip';
import { warningOf, type LiveStatus } from '@/entities/camera/liveStatus';
import { modeIcon } from '@/entities/camera/modeIcon';
import { appearanceOf } from '@/entities/camera/statusAppearance';
import { useModeSentence } from '@/entities/camera/useModeSentence';
import { useReason } from '@/entities/camera/useReason';
import { warningIcon } from '@/entities/camera/warningIcon';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Camera } from '@/types/api';
import classes from './Live.module.css';

/** Along the edges of a tile: name, status, mode, warnings and counts. */
export function TileBadges({ camera, status, named }: { camera: Camera; status: LiveStatus; named: boolean }) {
  const { t } = useLocale();
  const reasonText = useReason();
  const modeSentence = useModeSentence();
  const { tone, icon } = appearanceOf(status.kind, camera.judging);
  const live = status.kind === 'live';
  const warning = warningOf(camera);
  const open = camera.demo ? 0 : (camera.open_violations ?? 0);
  const fps = camera.stream_fps ?? 0;

  return (
    <>
      <div className={classes.top}>
        {named ? <span className={classes.name}>{camera.name}</span> : <span />}
        <Chip tone={tone} icon={icon} onPicture>
          {live && fps > 0
            ? `${t('status.live')} · ${t('live.fps', { fps: Math.round(fps) })}`
            : t(`status.${status.kind}`)}
        </Chip>
      </div>
      <div className={classes.bottom}>
        <span title={modeSentence(camera)}>
          <Chip tone="unknown" icon={modeIcon[camera.mode_now]} onPicture>
            {t(`mode.${camera.mode_now}`)}
          </Chip>
        </span>
        {camera.demo && (
          <Chip tone="unknown" onPicture>
            {t('common.demo')}
          </Chip>
        )}
        {live && camera.reason && (
          <span title={reasonText(camera.reason).message}>
            <Chip tone="warning" icon={warning ? warningIcon[warning] : IconEyeOff} onPicture>
              {t(warning ? `warning.${warning}` : 'live.not_judged')}
            </Chip>
          </span>
        )}
        <span className={classes.counts}>
          {live && (camera.people ?? 0) > 0 && (
            <Chip tone="unknown" icon={IconUsers} onPicture>
              <span aria-label={t('live.people', { n: camera.people ?? 0 })}>{camera.people}</span>
            </Chip>
          )}
          {live && open > 0 && (
            <Chip tone="bad" icon={IconAlertTriangle} onPicture>
              <span aria-label={t('live.open_violations', { n: open })}>{open}</span>
            </Chip>
          )}
        </span>
      </div>
    </>
  );
}
