import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { useLocale } from '@/lib/i18n/useLocale';

/** A field for a password that is being chosen, with the rule beside it. */
export function NewPassword(field: PasswordInputProps) {
  const { t } = useLocale();
  return (
    <PasswordInput
      label={t('password.new')}
      description={t('password.rule')}
      autoComplete="new-password"
      size="md"
      {...field}
    />
  );
}
