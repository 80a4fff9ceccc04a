import { ActionIcon, Button, NativeSelect, Paper, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useLocale } from '@/hooks/useLocale';
import { MODES, type ExceptionDate, type Slot } from '@/types/schedules';
import classes from './Schedules.module.css';
import { SlotFields } from './SlotFields';
import type { Editor } from './useEditor';

const NEW_SLOT: Slot = { start: '08:00', end: '12:00', mode: 'detect', name: '' };

/** A date on which it is different, and what holds on it. */
export function ExceptionRow({ editor, index, exception }: { editor: Editor; index: number; exception: ExceptionDate }) {
  const { t } = useLocale();
  const { form, leave, faultAt } = editor;
  const path = `exceptions.${index}`;
  const field = (name: 'date' | 'name' | 'otherwise') => {
    const at = `${path}.${name}`;
    return { ...form.getInputProps(at), error: faultAt(at), onBlur: () => leave(at), size: 'md' };
  };
  const n = index + 1;
  const remove = (list: string, at: number) => {
    form.removeListItem(list, at);
    leave(list);
  };
  return (
    <Paper withBorder className={classes.slot} role="group" aria-label={t('schedules.exception_n', { n })}>
      <TextInput type="date" label={t('schedules.date')} {...field('date')} />
      <TextInput label={t('schedules.exception_name')} maxLength={80} className={classes.grow} {...field('name')} />
      <NativeSelect
        label={t(exception.slots.length > 0 ? 'schedules.exception_otherwise_with' : 'schedules.exception_otherwise')}
        data={MODES.map((mode) => ({ value: mode, label: t(`mode.${mode}`) }))}
        {...field('otherwise')}
      />
      <ActionIcon size={44} className={classes.remove} aria-label={t('schedules.remove_exception', { n })} onClick={() => remove('exceptions', index)}>
        <IconTrash size={18} />
      </ActionIcon>
      {exception.slots.map((slot, at) => (
        <div key={at} className={`${classes.slot ?? ''} ${classes.nested ?? ''}`} role="group" aria-label={t('schedules.time_n', { n: at + 1 })}>
          <SlotFields editor={editor} path={`${path}.slots.${at}`} slot={slot} />
          <ActionIcon size={44} className={classes.remove} aria-label={t('schedules.remove_time', { n: at + 1 })} onClick={() => remove(`${path}.slots`, at)}>
            <IconTrash size={18} />
          </ActionIcon>
        </div>
      ))}
      <div className={classes.nested}>
        <Button variant="subtle" size="md" px="xs" leftSection={<IconPlus size={16} />} onClick={() => form.insertListItem(`${path}.slots`, NEW_SLOT)}>
          {t('schedules.add_exception_time')}
        </Button>
      </div>
    </Paper>
  );
}
