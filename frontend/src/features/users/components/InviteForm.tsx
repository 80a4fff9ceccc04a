import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useEffect } from 'react';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useInviteUser } from '@/features/users/api/inviteUser';
import { asProblem } from '@/lib/api/problem';
import { useProblemText } from '@/lib/api/useProblemText';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Key } from '@/locales';
import type { MadeLink, NewInvitation } from '@/types/api';
import { LimitPicker } from './LimitPicker';
import { RoleSelect } from './RoleSelect';

const EMAIL = /^[^@\s]+@[^@\s]+$/;

/** Refusals that are about the address. */
const ABOUT_ADDRESS: Record<string, Key> = {
  email_in_use: 'users.email_in_use',
  already_invited: 'users.already_invited',
};

const EMPTY: NewInvitation = { name: '', email: '', role: 'viewer', limits: null };

interface Props {
  onMade: (made: MadeLink) => void;
  onCancel: () => void;
  /** Whether there is unsaved input. */
  onTyped: (typed: boolean) => void;
}

/** Whom to invite, as what, and to see what. */
export function InviteForm({ onMade, onCancel, onTyped }: Props) {
  const { t } = useLocale();
  const problemText = useProblemText();
  const { mutate, isPending, error } = useInviteUser();
  const form = useForm<NewInvitation>({
    initialValues: EMPTY,
    validate: {
      name: (name) => (name.trim() === '' ? t('users.name_missing') : null),
      email: (email) => (EMAIL.test(email.trim()) ? null : t('users.email_wrong')),
    },
  });
  const typed = form.isDirty();
  useEffect(() => onTyped(typed));

  const problem = error === null ? null : asProblem(error);
  const fields = problem === null ? {} : problemText(problem).fields;
  const aboutAddress = ABOUT_ADDRESS[problem?.code ?? ''];
  const submit = form.onSubmit((values) =>
    mutate(
      { ...values, name: values.name.trim(), email: values.email.trim() },
      {
        onSuccess: onMade,
        onError: (refused) => {
          const { code } = asProblem(refused);
          const key = ABOUT_ADDRESS[code];
          form.setErrors(key === undefined ? problemText(asProblem(refused)).fields : { email: t(key) });
        },
      },
    ),
  );
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        <Text c="dimmed">{t('invite.about')}</Text>
        <TextInput
          label={t('users.name')}
          data-autofocus
          maxLength={80}
          autoComplete="off"
          {...form.getInputProps('name')}
        />
        <TextInput
          label={t('users.email')}
          description={t('invite.email_hint')}
          type="email"
          autoComplete="off"
          {...form.getInputProps('email')}
        />
        <RoleSelect value={form.values.role} onChange={(role) => form.setFieldValue('role', role)} />
        <LimitPicker
          value={form.values.limits}
          onChange={(limits) => form.setFieldValue('limits', limits)}
          isAdmin={form.values.role === 'admin'}
          error={fields['limits.site_ids'] ?? fields['limits.camera_ids']}
        />
        {problem !== null && aboutAddress === undefined && Object.keys(fields).length === 0 && (
          <ProblemAlert error={error} safe={t('error.safe_typed')} />
        )}
        <Group justify="flex-end">
          <Button variant="subtle" color="gray" size="md" onClick={onCancel}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" size="md" loading={isPending}>
            {t('invite.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
