import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { showUndo } from '@/components/showUndo';
import type { Editor } from '@/features/schedules/hooks/useEditor';
import { PRESETS, presetWeek, type Preset } from '@/features/schedules/lib/presets';
import { useLocale } from '@/lib/i18n/useLocale';

/** Preset weeks to start from. Replacing existing slots can be undone. */
export function PresetButtons({ editor: { form, validateField } }: { editor: Editor }) {
  const { t } = useLocale();
  // What is saved, or left, cannot be undone by it any more.
  useEffect(() => () => void notifications.hide('preset'), []);
  const put = (week: Pick<typeof form.values, 'slots' | 'otherwise'>) => {
    form.setValues(week);
    validateField('slots');
  };
  const choose = (preset: Preset) => {
    const { slots, otherwise } = form.getValues();
    put(presetWeek(preset, t));
    if (slots.length > 0)
      showUndo({ id: 'preset', message: t('schedules.preset_done'), t, onUndo: () => put({ slots, otherwise }) });
  };
  return (
    <Group gap="xs" role="group" aria-label={t('schedules.presets')}>
      <Text size="sm" c="dimmed">
        {t('schedules.presets')}
      </Text>
      {PRESETS.map((preset) => (
        <Button key={preset} variant="default" radius="xl" h={44} px="md" onClick={() => choose(preset)}>
          {t(`schedules.preset_${preset}`)}
        </Button>
      ))}
    </Group>
  );
}
