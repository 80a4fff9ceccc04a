import { Text } from '@mantine/core';
import { modeIcon } from '@/entities/camera/modeIcon';
import { useModeSentence } from '@/entities/camera/useModeSentence';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Camera } from '@/types/api';
import classes from './Cameras.module.css';

/** The current mode and why: "Detection · Night shift until 06:00". */
export function CurrentMode({ camera }: { camera: Camera }) {
  const { t } = useLocale();
  const sentence = useModeSentence()(camera);
  const Icon = modeIcon[camera.mode_now];
  return (
    <Text
      size="sm"
      component="span"
      className={classes.mode}
      title={t('cameras.own_mode', { mode: t(`mode.${camera.mode}`) })}
    >
      <Icon size={16} aria-hidden />
      <span>{sentence}</span>
    </Text>
  );
}
