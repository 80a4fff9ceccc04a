import { Button, Input, Stack, Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { Editor } from '@/features/schedules/hooks/useEditor';
import { useRowFocus } from '@/features/schedules/hooks/useRowFocus';
import { useLocale } from '@/lib/i18n/useLocale';
import type { ExceptionDate } from '@/types/api';
import { ExceptionRow } from './ExceptionRow';

const NEW: ExceptionDate = { date: '', name: '', slots: [], otherwise: 'off' };

/** Exceptions: holidays and other dates with slots of their own. */
export function ExceptionSection({ editor }: { editor: Editor }) {
  const { t } = useLocale();
  const { form, validateField, errorAt } = editor;
  const { list, button, added, removed } = useRowFocus();
  const remove = (index: number) => {
    removed(() => form.removeListItem('exceptions', index));
    validateField('exceptions');
  };
  return (
    <Stack component="section" gap="sm">
      <div>
        <Title order={2}>{t('schedules.exceptions')}</Title>
        <Text size="sm" c="dimmed">
          {t('schedules.exceptions_hint')}
        </Text>
      </div>
      <Stack ref={list} gap="sm">
        {form.values.exceptions.map((exception, index) => (
          <ExceptionRow
            key={index}
            editor={editor}
            index={index}
            exception={exception}
            onRemove={() => remove(index)}
          />
        ))}
      </Stack>
      {errorAt('exceptions') && <Input.Error>{errorAt('exceptions')}</Input.Error>}
      <div>
        <Button
          ref={button}
          variant="default"
          size="md"
          leftSection={<IconPlus size={18} />}
          onClick={() => added(() => form.insertListItem('exceptions', NEW))}
        >
          {t('schedules.add_exception')}
        </Button>
      </div>
    </Stack>
  );
}
