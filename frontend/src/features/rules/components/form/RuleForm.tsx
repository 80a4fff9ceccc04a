import { Button, Group, NativeSelect, NumberInput, Paper, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useEffect } from 'react';
import { ProblemAlert } from '@/components/ProblemAlert';
import { SEVERITIES } from '@/entities/violation/severities';
import classes from '@/features/rules/components/Rules.module.css';
import { TrialPanel } from '@/features/rules/components/trial/TrialPanel';
import { useRuleForm } from '@/features/rules/hooks/useRuleForm';
import { useRuleSentence } from '@/features/rules/hooks/useRuleSentence';
import { errorsOf, fieldsOf, MOST_SECONDS, NAME_LENGTH } from '@/features/rules/lib/form';
import { asProblem } from '@/lib/api/problem';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Rule, Severity } from '@/types/api';
import { ConditionFields } from './ConditionFields';
import { KindFields } from './KindFields';
import { PlaceFields } from './PlaceFields';
import { StageFields } from './StageFields';

interface Props {
  cameraId: number;
  rule: Rule | null;
  /** The zone of a new rule. */
  zoneId: number | null;
  onSaved: (rule: Rule) => void;
  onCancel: () => void;
  /** Begin again with what somebody else has saved meanwhile. */
  onReload: () => void;
  /** Whether there is unsaved input. */
  onTyped: (typed: boolean) => void;
}

/** Add a rule or change one, with a sentence that says what it does. Input survives any failure. */
export function RuleForm({ cameraId, rule, zoneId, onSaved, onCancel, onReload, onTyped }: Props) {
  const { t } = useLocale();
  const editor = useRuleForm({ cameraId, rule, zoneId }, onSaved);
  const { form, save, submit, validateField, errorAt } = editor;
  const sentence = useRuleSentence(cameraId);
  const { kind } = form.values;
  const typed = form.isDirty();
  useEffect(() => {
    onTyped(typed);
  });
  const fields = fieldsOf(form.values);
  const problem = save.isError ? asProblem(save.error) : null;
  const delay = (name: 'minimum_seconds' | 'entry_seconds' | 'exit_seconds') => (
    <NumberInput
      label={t(`rules.${name}`)}
      description={t(`rules.${name}_hint`)}
      suffix=" s"
      min={0}
      max={MOST_SECONDS}
      decimalScale={1}
      clampBehavior="none"
      {...form.getInputProps(name)}
      error={errorAt(name)}
      onBlur={() => validateField(name)}
    />
  );
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        <div className={classes.summary} role="status" aria-label={t('rules.summary')}>
          <Text size="sm">{sentence(fields)}</Text>
        </div>
        <TextInput
          label={t('rules.name')}
          description={t('rules.name_hint')}
          data-autofocus
          maxLength={NAME_LENGTH}
          {...form.getInputProps('name')}
          error={errorAt('name')}
          onBlur={() => form.isDirty('name') && validateField('name')}
        />
        <KindFields editor={editor} isNew={rule === null} />
        <PlaceFields cameraId={cameraId} editor={editor} />
        {kind === 'stays' ? (
          <>
            <StageFields editor={editor} list="stages" />
            {form.values.schedule_id !== null && <StageFields editor={editor} list="after_hours_stages" />}
          </>
        ) : (
          <>
            <NativeSelect
              label={t('rules.severity')}
              data={SEVERITIES.map((value) => ({ value, label: t(`severity.${value}`) }))}
              value={form.values.severity}
              error={errorAt('severity')}
              onChange={(event) => form.setFieldValue('severity', event.currentTarget.value as Severity)}
            />
            {delay('minimum_seconds')}
            {delay('entry_seconds')}
          </>
        )}
        {delay('exit_seconds')}
        <ConditionFields editor={editor} />
        <Paper withBorder p="md">
          <Switch
            size="md"
            label={t('rules.enabled')}
            description={t('rules.enabled_hint')}
            {...form.getInputProps('enabled', { type: 'checkbox' })}
          />
        </Paper>
        <TrialPanel
          cameraId={cameraId}
          fields={fields}
          isComplete={Object.keys(errorsOf(form.values, t)).every((path) => path === 'name')}
        />
        {problem !== null && Object.keys(problem.fields).length === 0 && (
          <ProblemAlert error={problem} safe={t('error.safe_typed')} />
        )}
        {problem?.code === 'changed_meanwhile' && (
          <Button variant="default" size="md" onClick={onReload}>
            {t('rules.load_newer')}
          </Button>
        )}
        {Object.keys(form.errors).length > 0 && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {t('rules.mark')}
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="subtle" color="gray" size="md" onClick={onCancel}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" size="md" loading={save.isPending}>
            {t(rule === null ? 'rules.add' : 'common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
