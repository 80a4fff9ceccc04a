import { Group } from '@mantine/core';
import { Chip } from '@/components/Chip';
import { appearanceOf } from '@/entities/camera/statusAppearance';
import { useLocale } from '@/lib/i18n/useLocale';
import type { CameraState } from '@/types/api';

/** Number of cameras by state. */
export function CameraStates({ states }: { states: Record<string, number> }) {
  const { t } = useLocale();
  const some = Object.entries(states).filter(([, n]) => n > 0);
  if (some.length === 0) return t('companies.no_cameras');
  return (
    <Group gap={4}>
      {some.map(([name, n]) => {
        const state = name as CameraState;
        const { tone, icon } = appearanceOf(state, 'full');
        return (
          <Chip key={name} tone={tone} icon={icon}>
            {n} {t(`status.${state}`)}
          </Chip>
        );
      })}
    </Group>
  );
}
