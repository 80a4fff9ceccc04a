import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useLogIn } from '@/features/auth/api/logIn';
import { asProblem } from '@/lib/api/problem';
import { useLocale } from '@/lib/i18n/useLocale';
import { LoginProblem } from './LoginProblem';

export function LoginForm({ ended, onDone }: { ended: boolean; onDone: () => void }) {
  const { t } = useLocale();
  const logIn = useLogIn();
  const [blockedUntil, setBlockedUntil] = useState(0);
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { email: '', password: '' },
    validate: {
      email: (value) => (value.trim() === '' ? t('auth.email_missing') : null),
      password: (value) => (value === '' ? t('auth.password_missing') : null),
    },
  });

  const submit = form.onSubmit(({ email, password }) =>
    logIn.mutate(
      { email: email.trim(), password },
      {
        onSuccess: onDone,
        onError: (error) => setBlockedUntil(Date.now() + (asProblem(error).retryAfterSeconds ?? 0) * 1000),
      },
    ),
  );

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {ended && !logIn.isError && <Alert color="yellow">{t('auth.ended')}</Alert>}
        {logIn.isError && <LoginProblem error={logIn.error} blockedUntil={blockedUntil} />}
        <TextInput
          label={t('auth.email')}
          type="email"
          autoComplete="username"
          autoFocus
          size="md"
          key={form.key('email')}
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label={t('auth.password')}
          autoComplete="current-password"
          size="md"
          key={form.key('password')}
          {...form.getInputProps('password')}
        />
        <Button type="submit" size="md" mt={4} loading={logIn.isPending} fullWidth>
          {t('auth.submit')}
        </Button>
      </Stack>
    </form>
  );
}
