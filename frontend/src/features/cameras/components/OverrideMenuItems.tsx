import { Menu, Text } from '@mantine/core';
import { IconHandOff, IconHandStop } from '@tabler/icons-react';
import { useMayOverride } from '@/entities/user/roles';
import { useOverride } from '@/features/cameras/hooks/useOverride';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Camera } from '@/types/api';

/** In a camera's menu: override its mode, or end an override. */
export function OverrideMenuItems({ camera, onOpen }: { camera: Camera; onOpen: () => void }) {
  const { t } = useLocale();
  const may = useMayOverride();
  const { end } = useOverride(camera);
  return (
    <>
      <Menu.Item leftSection={<IconHandStop size={16} />} disabled={may !== true} onClick={onOpen}>
        {t('override.choose')}
        {may === false && <Text size="xs">{t('override.viewer')}</Text>}
      </Menu.Item>
      {camera.override !== null && may === true && (
        <Menu.Item leftSection={<IconHandOff size={16} />} onClick={() => end()}>
          {t('override.end_long')}
        </Menu.Item>
      )}
    </>
  );
}
