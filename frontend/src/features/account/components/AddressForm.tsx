import { Alert, Anchor, Button, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconMailQuestion } from '@tabler/icons-react';
import { Link } from 'react-router';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useChangeAddress } from '@/features/account/api/changeAddress';
import { asProblem } from '@/lib/api/problem';
import { useProblemText } from '@/lib/api/useProblemText';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Account } from '@/types/api';

const EMAIL = /^[^@\s]+@[^@\s]+$/;

/** Asks for another e-mail address, and shows the one that waits. */
export function AddressForm({ account }: { account: Account }) {
  const { t } = useLocale();
  const problemText = useProblemText();
  const { mutate, isPending, error } = useChangeAddress();
  const mayHandOver = account.permissions.includes('manage_users');
  const form = useForm({
    initialValues: { email: '', password: '' },
    validate: {
      email: (value) => {
        const email = value.trim();
        if (!EMAIL.test(email)) return t('users.email_wrong');
        return email.toLowerCase() === account.email ? t('account.email_same') : null;
      },
      password: (password) => (password === '' ? t('auth.password_missing') : null),
    },
  });
  const submit = form.onSubmit(({ email, password }) =>
    mutate(
      { email: email.trim(), password },
      {
        onSuccess: () => form.reset(),
        onError: (refused) => {
          const problem = asProblem(refused);
          form.setErrors(
            problem.code === 'email_in_use' ? { email: t('users.email_in_use') } : problemText(problem).fields,
          );
        },
      },
    ),
  );
  const problem = error === null ? null : asProblem(error);
  const atField = problem?.code === 'email_in_use' || Object.keys(problem?.fields ?? {}).length > 0;
  return (
    <form onSubmit={submit} noValidate>
      <Stack maw={480}>
        <Text>{t('account.email_now', { email: account.email })}</Text>
        {account.pending_email !== null && (
          <Alert
            color="yellow"
            icon={<IconMailQuestion />}
            role="status"
            title={t('account.email_waiting', { email: account.pending_email })}
          >
            {t('account.email_waiting_hint')}
          </Alert>
        )}
        <Text size="sm" c="dimmed">
          {t('account.email_how')}{' '}
          {mayHandOver && (
            <>
              {t('account.email_how_admin')}{' '}
              <Anchor component={Link} to="/administration/users" inherit underline="always">
                {t('account.see_links')}
              </Anchor>
            </>
          )}
        </Text>
        {problem !== null && !atField && <ProblemAlert error={error} safe={t('error.safe_typed')} />}
        <TextInput
          label={t('account.email_new')}
          type="email"
          size="md"
          autoComplete="email"
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label={t('account.password_current')}
          size="md"
          autoComplete="current-password"
          {...form.getInputProps('password')}
        />
        <Group>
          <Button type="submit" size="md" variant="default" loading={isPending}>
            {t('account.email_ask')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
