import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconHandStop } from '@tabler/icons-react';
import { useMayOverride } from '@/entities/user/roles';
import { useOverride } from '@/features/cameras/hooks/useOverride';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Camera } from '@/types/api';
import classes from './Cameras.module.css';
import { CurrentMode } from './CurrentMode';
import { OverrideDialog } from './OverrideDialog';

/** The current mode, and buttons to override it or end an override. */
export function OverridePanel({ camera }: { camera: Camera }) {
  const { t } = useLocale();
  const may = useMayOverride();
  const [opened, dialog] = useDisclosure();
  const { end, pending } = useOverride(camera);
  return (
    <Group gap="xs" className={classes.panel}>
      <CurrentMode camera={camera} />
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
      <OverrideDialog camera={camera} opened={opened} onClose={dialog.close} />
    </Group>
  );
}
