import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { ProblemAlert } from '@/components/ProblemAlert';
import { NewPassword } from '@/entities/user/NewPassword';
import { usePasswordFault } from '@/entities/user/passwordFault';
import { useChangePassword } from '@/features/account/api/changePassword';
import { asProblem } from '@/lib/api/problem';
import { useProblemText } from '@/lib/api/useProblemText';
import { useLocale } from '@/lib/i18n/useLocale';

/** Sets another password, after the current one. */
export function PasswordForm({ email }: { email: string }) {
  const { t } = useLocale();
  const passwordFault = usePasswordFault();
  const problemText = useProblemText();
  const { mutate, isPending, error } = useChangePassword();
  const form = useForm({
    initialValues: { current_password: '', password: '' },
    validate: {
      current_password: (password) => (password === '' ? t('auth.password_missing') : null),
      password: (password) => passwordFault(password, email),
    },
  });
  const submit = form.onSubmit((values) =>
    mutate(values, {
      onSuccess: () => {
        form.reset();
        notifications.show({ color: 'green', message: t('account.password_changed') });
      },
      onError: (refused) => form.setErrors(problemText(asProblem(refused)).fields),
    }),
  );
  return (
    <form onSubmit={submit} noValidate>
      <Stack maw={480}>
        <Text size="sm" c="dimmed">
          {t('account.password_hint')}
        </Text>
        {error !== null && Object.keys(asProblem(error).fields).length === 0 && <ProblemAlert error={error} />}
        <input type="email" autoComplete="username" value={email} readOnly hidden />
        <PasswordInput
          label={t('account.password_current')}
          size="md"
          autoComplete="current-password"
          {...form.getInputProps('current_password')}
        />
        <NewPassword {...form.getInputProps('password')} />
        <Group>
          <Button type="submit" size="md" variant="default" loading={isPending}>
            {t('account.password_change')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
