import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconHandStop } from '@tabler/icons-react';
import { useLocale } from '@/lib/i18n/useLocale';
import { useMayChooseMode } from '@/entities/user/api/getMe';
import type { Camera } from '@/types/api';
import classes from './Cameras.module.css';
import { ModeDialog } from './OverrideDialog';
import { ModeNow } from './CurrentMode';
import { useModeChoice } from '@/features/cameras/hooks/useOverride';

/** What a camera does now and why, and the ways to change that for a while. */
export function ModePanel({ camera }: { camera: Camera }) {
  const { t } = useLocale();
  const may = useMayChooseMode();
  const [opened, dialog] = useDisclosure();
  const { end, pending } = useModeChoice(camera);
  return (
    <Group gap="xs" className={classes.panel}>
      <ModeNow camera={camera} />
      <Button
        variant="default"
        size="md"
        leftSection={<IconHandStop size={18} />}
        disabled={may !== true}
        onClick={dialog.open}
      >
        {t('override.choose')}
      </Button>
      {camera.override !== null && may === true && (
        <Button variant="subtle" size="md" loading={pending} onClick={() => end()}>
          {t('override.end')}
        </Button>
      )}
      {may === false && (
        <Text size="sm" c="dimmed">
          {t('override.viewer')}
        </Text>
      )}
      <ModeDialog camera={camera} opened={opened} onClose={dialog.close} />
    </Group>
  );
}
