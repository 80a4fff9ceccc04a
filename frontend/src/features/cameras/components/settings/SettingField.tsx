import { ActionIcon, Checkbox, Group, NumberInput, Stack, Switch, Tooltip } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { IconRestore } from '@tabler/icons-react';
import { useSettingTexts } from '@/features/cameras/hooks/useSettingTexts';
import {
  inOrder,
  isSame,
  pathOf,
  type CameraFormFields,
  type NamesSpecification,
  type SettingValue,
  type Specification,
} from '@/features/cameras/lib/settings';
import { useLocale } from '@/lib/i18n/useLocale';
import classes from './Settings.module.css';

interface Props {
  group: string;
  name: string;
  specification: Specification;
  form: UseFormReturnType<CameraFormFields>;
}

/** A setting with a control that restores its default. What it accepts decides how it is drawn. */
export function SettingField({ group, name, specification, form }: Props) {
  const { t } = useLocale();
  const texts = useSettingTexts();
  const path = pathOf(group, name);
  const value = form.values.settings[group]?.[name];
  const isDefault = isSame(value, specification.default);
  const label = texts.label(name);
  const reset = t('setting.reset', { name: label, value: texts.valueText(name, specification.default) });
  return (
    <Group wrap="nowrap" align="flex-start" gap="xs">
      <div className={classes.field}>
        <Input name={name} path={path} specification={specification} form={form} value={value} />
      </div>
      {/* aria-disabled, not disabled: the control keeps the keyboard's focus after it was used. */}
      <Tooltip label={reset} multiline maw={280}>
        <ActionIcon
          size={44}
          aria-label={reset}
          aria-disabled={isDefault}
          {...(isDefault && { 'data-disabled': true })}
          onClick={() => !isDefault && form.setFieldValue(path, specification.default)}
        >
          <IconRestore size={18} />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}

interface InputProps extends Omit<Props, 'group'> {
  path: string;
  value: SettingValue | undefined;
}

function Input({ name, path, specification, form, value }: InputProps) {
  const texts = useSettingTexts();
  const shared = { label: texts.label(name), description: texts.hint(name, specification) };
  switch (specification.kind) {
    case 'number':
      return (
        <NumberInput
          {...shared}
          min={specification.least}
          max={specification.most}
          clampBehavior="none"
          {...form.getInputProps(path)}
        />
      );
    case 'flag':
      return <Switch {...shared} {...form.getInputProps(path, { type: 'checkbox' })} />;
    case 'names': {
      const names = Array.isArray(value) ? (value as string[]) : [];
      return (
        <Checkbox.Group
          {...shared}
          value={names}
          error={form.errors[path]}
          onChange={(chosen) => form.setFieldValue(path, inOrder(specification, chosen))}
        >
          <Stack gap="sm" mt="xs">
            {offered(specification, names).map((one) => (
              <Checkbox key={one} value={one} label={texts.choice(name, one)} />
            ))}
          </Stack>
        </Checkbox.Group>
      );
    }
  }
}

/** Also a chosen name that the backend no longer knows: it can only be taken away. */
const offered = ({ choices }: NamesSpecification, chosen: readonly string[]) => [...new Set([...choices, ...chosen])];
