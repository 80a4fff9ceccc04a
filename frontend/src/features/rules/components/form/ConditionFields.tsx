import { NativeSelect, Paper, Stack, Switch, TextInput } from '@mantine/core';
import classes from '@/features/rules/components/Rules.module.css';
import type { RuleEditor } from '@/features/rules/hooks/useRuleForm';
import { NAME_LENGTH } from '@/features/rules/lib/form';
import { useLocale } from '@/lib/i18n/useLocale';

/** A fact from outside that switches the rule, such as a machine that runs. */
export function ConditionFields({ editor: { form, errorAt, validateField } }: { editor: RuleEditor }) {
  const { t } = useLocale();
  const { has_condition: conditional, condition } = form.values;
  return (
    <Paper withBorder p="md">
      <Stack gap="md">
        <Switch
          size="md"
          label={t('rules.condition')}
          description={t('rules.condition_hint')}
          {...form.getInputProps('has_condition', { type: 'checkbox' })}
        />
        {conditional && (
          <div className={classes.pair}>
            <TextInput
              label={t('rules.fact')}
              placeholder="conveyor_runs"
              maxLength={NAME_LENGTH}
              autoCapitalize="none"
              spellCheck={false}
              {...form.getInputProps('condition.name')}
              error={errorAt('condition.name')}
              onBlur={() => validateField('condition.name')}
            />
            <NativeSelect
              label={t('rules.fact_value')}
              data={[
                { value: 'true', label: t('rules.fact_true') },
                { value: 'false', label: t('rules.fact_false') },
              ]}
              value={String(condition.value)}
              onChange={(event) => form.setFieldValue('condition.value', event.currentTarget.value === 'true')}
            />
          </div>
        )}
      </Stack>
    </Paper>
  );
}
