import { Checkbox, Fieldset, NumberInput, Stack } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { ITEMS } from '@/entities/item/items';
import type { CameraFormFields } from '@/features/cameras/lib/cameraSettings';
import { FPS } from '@/features/cameras/lib/cameraSettings';
import { useLocale } from '@/lib/i18n/useLocale';

const WARNINGS = ['moved_warning', 'defocused_warning', 'no_colour_warning'] as const;

/** The settings of a camera's detection, in their groups. */
export function SettingsFields({ form }: { form: UseFormReturnType<CameraFormFields> }) {
  const { t } = useLocale();
  return (
    <Fieldset legend={t('cameras.settings')}>
      <Stack gap="md">
        <NumberInput
          label={t('cameras.detect_fps')}
          description={t('cameras.detect_fps_hint')}
          min={FPS.least}
          max={FPS.most}
          clampBehavior="none"
          decimalScale={1}
          {...form.getInputProps('settings.detection.detect_fps')}
        />
        <Checkbox.Group
          label={t('cameras.required_items')}
          description={t('cameras.required_items_hint')}
          {...form.getInputProps('settings.ppe.required_items')}
        >
          <Stack gap="xs" mt="xs">
            {ITEMS.map((item) => (
              <Checkbox key={item} value={item} label={t(`cameras.item_${item}`)} />
            ))}
          </Stack>
        </Checkbox.Group>
        <Fieldset legend={t('cameras.picture_warnings')} variant="unstyled">
          <Stack gap="xs" mt="xs">
            {WARNINGS.map((name) => (
              <Checkbox
                key={name}
                label={t(`cameras.${name}`)}
                description={t(`cameras.${name}_hint`)}
                {...form.getInputProps(`settings.picture_health.${name}`, { type: 'checkbox' })}
              />
            ))}
          </Stack>
        </Fieldset>
      </Stack>
    </Fieldset>
  );
}
