import { useForm } from '@mantine/form';
import { useDebouncedValue } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import { usePreview } from '@/entities/schedule/api/previewSchedule';
import { useZone } from '@/entities/site/zone';
import { useSaveSchedule } from '@/features/schedules/api/saveSchedule';
import { definitionOf } from '@/features/schedules/lib/definition';
import { errorsOf, type FieldErrors } from '@/features/schedules/lib/validation';
import { asProblem } from '@/lib/api/problem';
import { useProblemText } from '@/lib/api/useProblemText';
import { useLocale } from '@/lib/i18n/useLocale';
import { useNow } from '@/lib/time/useNow';
import { startOfDay } from '@/lib/time/zonedTime';
import type { Definition, NewSchedule, Schedule } from '@/types/api';

const PREVIEW_AFTER_MS = 400;
const EMPTY: NewSchedule = { name: '', otherwise: 'stream', slots: [], exceptions: [] };

const trimmed = ({ name, otherwise, slots, exceptions }: NewSchedule): NewSchedule => ({
  name: name.trim(),
  otherwise,
  slots: slots.map((slot) => ({ ...slot, name: slot.name.trim() })),
  exceptions: exceptions.map((exception) => ({ ...exception, name: exception.name.trim() })),
});

const withoutName = ({ otherwise, slots, exceptions }: NewSchedule): Definition => ({ otherwise, slots, exceptions });

/** The state of the form, its errors from the browser and from the backend, and the preview. Input survives any failure. */
export function useEditor(schedule: Schedule | null, onSaved: (schedule: Schedule) => void) {
  const { t } = useLocale();
  const problemText = useProblemText();
  const zone = useZone();
  const today = startOfDay(new Date(useNow(60_000)), zone).toISOString();
  const save = useSaveSchedule(schedule?.id ?? null);
  const [backendErrors, setBackendErrors] = useState<FieldErrors>({});
  const form = useForm<NewSchedule>({
    initialValues: schedule === null ? EMPTY : definitionOf(schedule),
    validate: (values) => errorsOf(values, t),
  });

  // Stable while the input is unchanged: a new object would restart the debounce.
  const definition = useMemo(() => withoutName(trimmed(form.values)), [form.values]);
  const [settled] = useDebouncedValue(definition, PREVIEW_AFTER_MS);
  const isValid = Object.keys(errorsOf(form.values, t)).every((path) => path === 'name');
  const preview = usePreview({ definition: isValid ? settled : null, zone, from: today });
  const previewErrors =
    preview.isError && same(settled, definition) ? problemText(asProblem(preview.error)).fields : {};

  /** On blur: show the field's errors, and slots that overlap now. */
  const validateField = (path: string) => {
    const found = errorsOf(form.getValues(), t);
    const shown = Object.entries(found).filter(([at]) => at === path || at.startsWith('slots.') || at in form.errors);
    form.setErrors(Object.fromEntries(shown));
    setBackendErrors((errors) => Object.fromEntries(Object.entries(errors).filter(([at]) => at !== path)));
  };

  const submit = form.onSubmit(
    (values) => {
      setBackendErrors({});
      save.mutate(trimmed(values), {
        onSuccess: onSaved,
        onError: (error) => setBackendErrors(problemText(asProblem(error)).fields),
      });
    },
    () => requestAnimationFrame(focusFirstError),
  );
  return {
    form,
    validateField,
    submit,
    save,
    preview,
    isValid,
    zone,
    errorAt: (path: string) => form.errors[path] ?? backendErrors[path] ?? previewErrors[path],
  };
}

export type Editor = ReturnType<typeof useEditor>;

const same = (one: Definition, other: Definition): boolean => JSON.stringify(one) === JSON.stringify(other);

const focusFirstError = () => document.querySelector<HTMLElement>('form [aria-invalid="true"]')?.focus();
