import { Paper } from '@mantine/core';
import type { Camera } from '@/types/api';
import { CameraRow } from './CameraRow';
import classes from './Cameras.module.css';

export function CameraList({ label, cameras, mayManage }: { label: string; cameras: Camera[]; mayManage: boolean }) {
  return (
    <Paper withBorder component="ul" className={classes.list} aria-label={label}>
      {cameras.map((camera) => (
        <CameraRow key={camera.id} camera={camera} mayManage={mayManage} />
      ))}
    </Paper>
  );
}
