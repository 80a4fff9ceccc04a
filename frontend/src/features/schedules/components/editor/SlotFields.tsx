import { NativeSelect, TextInput } from '@mantine/core';
import { MODES } from '@/entities/schedule/modes';
import { isOvernight } from '@/entities/schedule/week';
import classes from '@/features/schedules/components/Schedules.module.css';
import type { Editor } from '@/features/schedules/hooks/useEditor';
import { useLocale } from '@/lib/i18n/useLocale';
import { readClock } from '@/lib/time/clock';
import type { Slot } from '@/types/api';

/** The fields of a slot, of the week or of an exception. `path` is its path in the form. */
export function SlotFields({ editor, path, slot }: { editor: Editor; path: string; slot: Slot }) {
  const { t } = useLocale();
  const { form, validateField, errorAt } = editor;
  const field = (name: keyof Slot) => {
    const at = `${path}.${name}`;
    return { ...form.getInputProps(at), error: errorAt(at), onBlur: () => validateField(at) };
  };
  const clock = (name: 'start' | 'end') => {
    const onBlur = () => {
      form.setFieldValue(`${path}.${name}`, readClock(slot[name]));
      validateField(`${path}.${name}`);
    };
    return { ...field(name), onBlur, inputMode: 'numeric' as const, maxLength: 5, autoComplete: 'off', size: 'md' };
  };
  return (
    <>
      <TextInput label={t('schedules.from')} {...clock('start')} />
      <TextInput
        label={t('schedules.to')}
        {...clock('end')}
        description={isOvernight(slot) ? t('schedules.next_day') : undefined}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
      />
      <NativeSelect
        label={t('schedules.mode')}
        size="md"
        data={MODES.map((mode) => ({ value: mode, label: t(`mode.${mode}`) }))}
        {...field('mode')}
      />
      <TextInput label={t('schedules.label')} size="md" maxLength={80} className={classes.grow} {...field('name')} />
    </>
  );
}
