import { Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useEffect } from 'react';
import { Link } from 'react-router';
import { ProblemAlert } from '@/components/ProblemAlert';
import { MODES } from '@/entities/schedule/modes';
import classes from '@/features/schedules/components/Schedules.module.css';
import { useEditor } from '@/features/schedules/hooks/useEditor';
import { asProblem } from '@/lib/api/problem';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Schedule } from '@/types/api';
import { ExceptionSection } from './ExceptionSection';
import { PreviewPanel } from './PreviewPanel';
import { WeekSection } from './WeekSection';

interface Props {
  schedule: Schedule | null;
  onSaved: (schedule: Schedule) => void;
  /** Whether there is unsaved input. */
  onTyped?: (typed: boolean) => void;
}

/** Add or edit a schedule, with a preview beside it. */
export function ScheduleEditor({ schedule, onSaved, onTyped }: Props) {
  const { t } = useLocale();
  const editor = useEditor(schedule, onSaved);
  const { form, validateField, submit, save, errorAt } = editor;
  const typed = form.isDirty();
  useEffect(() => {
    onTyped?.(typed);
  });
  const marked =
    Object.keys(form.errors).length > 0 || (save.isError && Object.keys(asProblem(save.error).fields).length > 0);
  return (
    <form onSubmit={submit} noValidate className={classes.editor}>
      <Stack gap="xl" className={classes.written}>
        <div className={classes.first}>
          <TextInput
            label={t('schedules.name')}
            description={t('schedules.name_hint')}
            size="md"
            maxLength={80}
            className={classes.grow}
            {...form.getInputProps('name')}
            error={errorAt('name')}
            onBlur={() => validateField('name')}
          />
          <NativeSelect
            label={t('schedules.otherwise')}
            description={t('schedules.otherwise_hint')}
            size="md"
            data={MODES.map((mode) => ({ value: mode, label: t(`mode.${mode}`) }))}
            {...form.getInputProps('otherwise')}
            error={errorAt('otherwise')}
          />
        </div>
        <WeekSection editor={editor} />
        <ExceptionSection editor={editor} />
      </Stack>
      <PreviewPanel editor={editor} />
      <div className={classes.foot}>
        {save.isError && Object.keys(asProblem(save.error).fields).length === 0 && (
          <ProblemAlert error={save.error} safe={t('error.safe_typed')} />
        )}
        <Group justify="flex-end">
          {marked && (
            <Text size="sm" c="var(--bad)" role="status">
              {t('schedules.mark')}
            </Text>
          )}
          <Button component={Link} to="/schedules" variant="subtle" color="gray" size="md">
            {t('common.cancel')}
          </Button>
          <Button type="submit" size="md" loading={save.isPending}>
            {t('common.save')}
          </Button>
        </Group>
      </div>
    </form>
  );
}
