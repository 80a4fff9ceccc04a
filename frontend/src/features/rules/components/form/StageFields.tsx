import { ActionIcon, Button, Fieldset, NativeSelect, NumberInput, Stack, Text, Tooltip } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { SEVERITIES } from '@/entities/violation/severities';
import classes from '@/features/rules/components/Rules.module.css';
import type { RuleEditor } from '@/features/rules/hooks/useRuleForm';
import { MOST_STAGES } from '@/features/rules/lib/form';
import { useLocale } from '@/lib/i18n/useLocale';

interface Props {
  editor: RuleEditor;
  list: 'stages' | 'after_hours_stages';
}

/** The steps of a rule about staying: each begins later and is at least as severe as the one before. */
export function StageFields({ editor: { form, errorAt, validateField }, list }: Props) {
  const { t } = useLocale();
  const stages = form.values[list];
  const isAfterHours = list === 'after_hours_stages';
  const add = () => {
    const last = stages.at(-1);
    const minutes = last === undefined ? 1 : Number(last.minutes) * 2;
    const severity = SEVERITIES[Math.min(2, last === undefined ? 0 : SEVERITIES.indexOf(last.severity) + 1)];
    form.insertListItem(list, { minutes, severity: severity ?? 'critical' });
  };
  return (
    <Fieldset legend={t(`rules.${list}`)}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t(`rules.${list}_hint`)}
        </Text>
        {stages.map((stage, index) => {
          const n = index + 1;
          const path = `${list}.${index}`;
          return (
            <div className={classes.stage} key={index} role="group" aria-label={t('rules.stage_n', { n })}>
              <NumberInput
                label={t('rules.minutes')}
                suffix=" min"
                min={0}
                decimalScale={2}
                clampBehavior="none"
                {...form.getInputProps(`${path}.minutes`)}
                error={errorAt(`${path}.seconds`)}
                onBlur={() => validateField(`${path}.seconds`)}
              />
              <NativeSelect
                label={t('rules.severity')}
                data={SEVERITIES.map((value) => ({ value, label: t(`severity.${value}`) }))}
                value={stage.severity}
                error={errorAt(`${path}.severity`)}
                onChange={(event) => form.setFieldValue(`${path}.severity`, event.currentTarget.value)}
              />
              {(isAfterHours || stages.length > 1) && (
                <Tooltip label={t('rules.remove_stage', { n })}>
                  <ActionIcon
                    size={44}
                    mt={18}
                    aria-label={t('rules.remove_stage', { n })}
                    onClick={() => form.removeListItem(list, index)}
                  >
                    <IconX size={18} />
                  </ActionIcon>
                </Tooltip>
              )}
            </div>
          );
        })}
        {errorAt(list) !== undefined && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {errorAt(list)}
          </Text>
        )}
        {stages.length < MOST_STAGES && (
          <Button variant="default" size="md" leftSection={<IconPlus size={18} />} onClick={add}>
            {t(isAfterHours ? 'rules.add_after_hours' : 'rules.add_stage')}
          </Button>
        )}
      </Stack>
    </Fieldset>
  );
}
