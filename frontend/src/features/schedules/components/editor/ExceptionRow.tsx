import { ActionIcon, Button, NativeSelect, Paper, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { MODES } from '@/entities/schedule/modes';
import classes from '@/features/schedules/components/Schedules.module.css';
import type { Editor } from '@/features/schedules/hooks/useEditor';
import { useRowFocus } from '@/features/schedules/hooks/useRowFocus';
import { useLocale } from '@/lib/i18n/useLocale';
import type { ExceptionDate, Slot } from '@/types/api';
import { SlotFields } from './SlotFields';

const NEW_SLOT: Slot = { start: '08:00', end: '12:00', mode: 'detect', name: '' };

interface Props {
  editor: Editor;
  index: number;
  exception: ExceptionDate;
  onRemove: () => void;
}

/** One exception: its date, name, and slots. */
export function ExceptionRow({ editor, index, exception, onRemove }: Props) {
  const { t } = useLocale();
  const { form, validateField, errorAt } = editor;
  const { list, button, added, removed } = useRowFocus();
  const path = `exceptions.${index}`;
  const field = (name: 'date' | 'name' | 'otherwise') => {
    const at = `${path}.${name}`;
    return { ...form.getInputProps(at), error: errorAt(at), onBlur: () => validateField(at), size: 'md' };
  };
  const n = index + 1;
  const remove = (at: number) => {
    removed(() => form.removeListItem(`${path}.slots`, at));
    validateField(`${path}.slots`);
  };
  return (
    <Paper withBorder className={classes.slot} role="group" aria-label={t('schedules.exception_n', { n })}>
      <TextInput type="date" label={t('schedules.date')} {...field('date')} />
      <TextInput label={t('schedules.exception_name')} maxLength={80} className={classes.grow} {...field('name')} />
      <NativeSelect
        label={t(exception.slots.length > 0 ? 'schedules.exception_rest' : 'schedules.exception_otherwise')}
        data={MODES.map((mode) => ({ value: mode, label: t(`mode.${mode}`) }))}
        {...field('otherwise')}
      />
      <ActionIcon
        size={44}
        className={classes.remove}
        aria-label={t('schedules.remove_exception', { n })}
        onClick={onRemove}
      >
        <IconTrash size={18} />
      </ActionIcon>
      <Stack ref={list} gap="sm" className={classes.nested} hidden={exception.slots.length === 0}>
        {exception.slots.map((slot, at) => (
          <div
            key={at}
            className={`${classes.slot ?? ''} ${classes.within ?? ''}`}
            role="group"
            aria-label={t('schedules.time_n', { n: at + 1 })}
          >
            <SlotFields editor={editor} path={`${path}.slots.${at}`} slot={slot} />
            <ActionIcon
              size={44}
              className={classes.remove}
              aria-label={t('schedules.remove_time', { n: at + 1 })}
              onClick={() => remove(at)}
            >
              <IconTrash size={18} />
            </ActionIcon>
          </div>
        ))}
      </Stack>
      <div className={classes.nested}>
        <Button
          ref={button}
          variant="subtle"
          size="md"
          px="xs"
          leftSection={<IconPlus size={16} />}
          onClick={() => added(() => form.insertListItem(`${path}.slots`, NEW_SLOT))}
        >
          {t('schedules.add_exception_time')}
        </Button>
      </div>
    </Paper>
  );
}
