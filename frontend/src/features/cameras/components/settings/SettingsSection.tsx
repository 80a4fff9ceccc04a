import { Accordion, Fieldset, Stack, Text } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useState } from 'react';
import { useSettingTexts } from '@/features/cameras/hooks/useSettingTexts';
import { isOffered, specifications, type CameraFormFields } from '@/features/cameras/lib/settings';
import { useLocale } from '@/lib/i18n/useLocale';
import { SettingField } from './SettingField';

const SECTION = 'detection';

/** All settings of a camera, folded. A fault in one of them unfolds the section. */
export function SettingsSection({ form }: { form: UseFormReturnType<CameraFormFields> }) {
  const { t } = useLocale();
  const { groupTitle } = useSettingTexts();
  const [opened, setOpened] = useState(false);
  const faulty = Object.keys(form.errors).some((path) => path.startsWith('settings.'));
  // It stays unfolded when typing clears the fault: the field in use must not vanish.
  if (faulty && !opened) setOpened(true);
  return (
    <Accordion variant="contained" value={opened ? SECTION : null} onChange={(section) => setOpened(section !== null)}>
      <Accordion.Item value={SECTION}>
        <Accordion.Control>
          <Text span display="block" fw={600}>
            {t('setting.title')}
          </Text>
          <Text span display="block" size="sm" c="dimmed">
            {t('setting.title_hint')}
          </Text>
        </Accordion.Control>
        <Accordion.Panel>
          <Stack gap="lg">
            {Object.entries(specifications).map(([group, settings]) => {
              const fields = Object.entries(settings)
                .filter(([, specification]) => isOffered(specification))
                .map(([name, specification]) => (
                  <SettingField key={name} group={group} name={name} specification={specification} form={form} />
                ));
              const title = groupTitle(group);
              if (title === null) return fields;
              return (
                <Fieldset key={group} variant="unstyled" legend={title}>
                  <Stack gap="md" mt="xs">
                    {fields}
                  </Stack>
                </Fieldset>
              );
            })}
          </Stack>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}
