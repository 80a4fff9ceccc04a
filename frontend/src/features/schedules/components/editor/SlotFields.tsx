import { NativeSelect, TextInput } from '@mantine/core';
import { MODES } from '@/entities/schedule/modes';
import { isOvernight } from '@/entities/schedule/week';
import classes from '@/features/schedules/components/Schedules.module.css';
import type { Editor } from '@/features/schedules/hooks/useEditor';
import { useLocale } from '@/lib/i18n/useLocale';
import { readClock } from '@/lib/time/clock';
import type { Slot } from '@/types/api';

/** From, to, mode and name of a time, of the week or of one date. `path` is its place in the form. */
export function SlotFields({ editor, path, slot }: { editor: Editor; path: string; slot: Slot }) {
  const { t } = useLocale();
  const { form, leave, faultAt } = editor;
  const field = (name: keyof Slot) => {
    const at = `${path}.${name}`;
    return { ...form.getInputProps(at), error: faultAt(at), onBlur: () => leave(at) };
  };
  const clock = (name: 'start' | 'end') => {
    const onBlur = () => {
      form.setFieldValue(`${path}.${name}`, readClock(slot[name]));
      leave(`${path}.${name}`);
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
