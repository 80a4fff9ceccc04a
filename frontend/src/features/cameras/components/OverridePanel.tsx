import { Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconHandStop } from '@tabler/icons-react';
import { useMay } from '@/entities/user/useMay';
import { useOverride } from '@/features/cameras/hooks/useOverride';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Camera } from '@/types/api';
import classes from './Cameras.module.css';
import { CurrentMode } from './CurrentMode';
import { OverrideDialog } from './OverrideDialog';

/** The current mode, and buttons to override it or end an override. */
export function OverridePanel({ camera }: { camera: Camera }) {
  const { t } = useLocale();
  const may = useMay('operate_cameras');
  const [opened, dialog] = useDisclosure();
  const { end, pending } = useOverride(camera);
  return (
    <Group gap="xs" className={classes.panel}>
      <CurrentMode camera={camera} />
      {may === true && (
        <Button variant="default" size="md" leftSection={<IconHandStop size={18} />} onClick={dialog.open}>
          {t('override.choose')}
        </Button>
      )}
      {camera.override !== null && may === true && (
        <Button variant="subtle" size="md" loading={pending} onClick={() => end()}>
          {t('override.end')}
        </Button>
      )}
      <OverrideDialog camera={camera} opened={opened} onClose={dialog.close} />
    </Group>
  );
}
