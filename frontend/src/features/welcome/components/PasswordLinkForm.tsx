import { Button, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { ProblemAlert } from '@/components/ProblemAlert';
import { NewPassword } from '@/entities/user/NewPassword';
import { usePasswordFault } from '@/entities/user/passwordFault';
import { useAcceptLink } from '@/features/welcome/api/acceptLink';
import { asProblem } from '@/lib/api/problem';
import { useProblemText } from '@/lib/api/useProblemText';
import { useLocale } from '@/lib/i18n/useLocale';
import type { LinkContent } from '@/types/api';
import { LoggedInNotice } from './LoggedInNotice';

interface Props {
  token: string;
  link: LinkContent;
  onDone: () => void;
}

/** Join with a name and a password, or set another password. */
export function PasswordLinkForm({ token, link, onDone }: Props) {
  const { t } = useLocale();
  const passwordFault = usePasswordFault();
  const problemText = useProblemText();
  const accept = useAcceptLink();
  const joins = link.purpose === 'invite';
  const form = useForm({
    initialValues: { name: link.name, password: '' },
    validate: {
      name: (name) => (joins && name.trim() === '' ? t('users.name_missing') : null),
      password: (password) => passwordFault(password, link.email),
    },
  });
  const submit = form.onSubmit(({ name, password }) =>
    accept.mutate(
      { token, password, ...(joins && { name: name.trim() }) },
      { onSuccess: onDone, onError: (error) => form.setErrors(problemText(asProblem(error)).fields) },
    ),
  );
  const problem = accept.error === null ? null : asProblem(accept.error);
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {accept.isIdle && <LoggedInNotice email={link.email} />}
        {problem !== null && Object.keys(problem.fields).length === 0 && (
          <ProblemAlert error={problem} safe={t('error.safe_typed')} />
        )}
        <TextInput
          label={t('users.email')}
          type="email"
          autoComplete="username"
          size="md"
          readOnly
          value={link.email}
        />
        {joins && (
          <TextInput
            label={t('register.name')}
            size="md"
            maxLength={80}
            autoComplete="name"
            {...form.getInputProps('name')}
          />
        )}
        <NewPassword autoFocus {...form.getInputProps('password')} />
        <Button type="submit" size="md" mt={4} loading={accept.isPending} fullWidth>
          {t(joins ? 'welcome.join_submit' : 'welcome.reset_submit')}
        </Button>
      </Stack>
    </form>
  );
}
