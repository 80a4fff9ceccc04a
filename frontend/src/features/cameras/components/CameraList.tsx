import { Paper } from '@mantine/core';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Camera } from '@/types/api';
import { CameraRow } from './CameraRow';
import classes from './Cameras.module.css';

export function CameraList({ cameras, mayManage }: { cameras: Camera[]; mayManage: boolean }) {
  const { t } = useLocale();
  return (
    <Paper withBorder component="ul" className={classes.list} aria-label={t('cameras.title')}>
      {cameras.map((camera) => (
        <CameraRow key={camera.id} camera={camera} mayManage={mayManage} />
      ))}
    </Paper>
  );
}
