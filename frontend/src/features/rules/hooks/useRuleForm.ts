import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useSaveRule } from '@/features/rules/api/saveRule';
import { errorsOf, fieldsOf, inputOf, type RuleInput } from '@/features/rules/lib/form';
import { asProblem } from '@/lib/api/problem';
import { useProblemText } from '@/lib/api/useProblemText';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Rule } from '@/types/api';

/** The state of the form, its errors from the browser and from the backend. Input survives any failure. */
export function useRuleForm(
  { cameraId, rule, zoneId }: { cameraId: number; rule: Rule | null; zoneId: number | null },
  onSaved: (rule: Rule) => void,
) {
  const { t } = useLocale();
  const problemText = useProblemText();
  /** As it was read for this form: the list is fetched again meanwhile, and a newer version must not be overwritten. */
  const [read] = useState(rule);
  const save = useSaveRule(cameraId, read);
  const [backendErrors, setBackendErrors] = useState<Record<string, string>>({});
  const form = useForm<RuleInput>({
    initialValues: inputOf(read, zoneId),
    validate: (values) => errorsOf(values, t),
  });
  /** On leaving a field: its error, and none of the fields that nobody has reached yet. */
  const validateField = (path: string) => {
    const found = errorsOf(form.getValues(), t);
    const shown = Object.entries(found).filter(([at]) => at === path || at in form.errors);
    form.setErrors(Object.fromEntries(shown));
    setBackendErrors((errors) => Object.fromEntries(Object.entries(errors).filter(([at]) => at !== path)));
  };
  const submit = form.onSubmit(
    (values) => {
      setBackendErrors({});
      save.mutate(fieldsOf(values), {
        onSuccess: onSaved,
        onError: (error) => {
          setBackendErrors(problemText(asProblem(error)).fields);
          requestAnimationFrame(focusFirstError);
        },
      });
    },
    () => requestAnimationFrame(focusFirstError),
  );
  return { form, save, submit, validateField, errorAt: (path: string) => form.errors[path] ?? backendErrors[path] };
}

export type RuleEditor = ReturnType<typeof useRuleForm>;

const focusFirstError = () => document.querySelector<HTMLElement>('form [aria-invalid="true"]')?.focus();
