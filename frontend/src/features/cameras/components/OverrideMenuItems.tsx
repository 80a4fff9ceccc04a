import { Menu } from '@mantine/core';
import { IconHandOff, IconHandStop } from '@tabler/icons-react';
import { useMay } from '@/entities/user/useMay';
import { useOverride } from '@/features/cameras/hooks/useOverride';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Camera } from '@/types/api';

/** In a camera's menu, for those who may: override its mode, or end an override. */
export function OverrideMenuItems({ camera, onOpen }: { camera: Camera; onOpen: () => void }) {
  const { t } = useLocale();
  const may = useMay('operate_cameras') === true;
  const { end } = useOverride(camera);
  if (!may) return null;
  return (
    <>
      <Menu.Divider />
      <Menu.Item leftSection={<IconHandStop size={16} />} onClick={onOpen}>
        {t('override.choose')}
      </Menu.Item>
      {camera.override !== null && (
        <Menu.Item leftSection={<IconHandOff size={16} />} onClick={() => end()}>
          {t('override.end_long')}
        </Menu.Item>
      )}
    </>
  );
}
