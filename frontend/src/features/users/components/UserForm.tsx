import { Alert, Button, Group, Stack, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconRefresh } from '@tabler/icons-react';
import { useEffect } from 'react';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useMay } from '@/entities/user/useMay';
import { useMemberChange } from '@/features/users/hooks/useMemberChange';
import { editOf, fieldsOf } from '@/features/users/lib/edits';
import { asProblem } from '@/lib/api/problem';
import { useProblemText } from '@/lib/api/useProblemText';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Member } from '@/types/api';
import { LimitPicker } from './LimitPicker';
import { RoleSelect } from './RoleSelect';

interface Props {
  /** As it was when the form was opened. */
  user: Member;
  onSaved: () => void;
  onCancel: () => void;
  /** Shows the user as it is now; what was typed is dropped. */
  onReload: () => void;
  /** Whether there is unsaved input. */
  onTyped: (typed: boolean) => void;
}

/** Name, role and limits of another user. */
export function UserForm({ user, onSaved, onCancel, onReload, onTyped }: Props) {
  const { t } = useLocale();
  const problemText = useProblemText();
  const mayPlatform = useMay('manage_companies') === true;
  const { change, isPending, error } = useMemberChange();
  const form = useForm({
    initialValues: fieldsOf(user),
    validate: { name: (name) => (name.trim() === '' ? t('users.name_missing') : null) },
  });
  const edit = editOf(user, form.values);
  const typed = Object.keys(edit).length > 0;
  useEffect(() => onTyped(typed));

  const problem = error === null ? null : asProblem(error);
  const fields = problem === null ? {} : problemText(problem).fields;
  const submit = form.onSubmit(({ name }) => {
    if (!typed) onSaved();
    else
      void change(user, edit, t('users.was_changed', { name: name.trim() }))
        .then(onSaved)
        .catch(() => undefined); // it is in `error`
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        {problem?.code === 'changed_meanwhile' && (
          <Alert color="yellow" title={t('users.changed')} role="alert">
            {t('users.changed_hint')}
            <Button mt="xs" variant="default" leftSection={<IconRefresh size={18} />} onClick={onReload}>
              {t('users.load_newer')}
            </Button>
          </Alert>
        )}
        <TextInput
          label={t('users.name')}
          description={user.email}
          data-autofocus
          maxLength={80}
          {...form.getInputProps('name')}
          error={form.errors.name ?? fields.name}
        />
        <RoleSelect value={form.values.role} onChange={(role) => form.setFieldValue('role', role)} />
        <LimitPicker
          value={form.values.limits}
          onChange={(limits) => form.setFieldValue('limits', limits)}
          isAdmin={form.values.role === 'admin'}
          error={fields['limits.site_ids'] ?? fields['limits.camera_ids']}
        />
        {mayPlatform && (
          <Switch
            label={t('users.platform_label')}
            description={t('users.platform_hint')}
            {...form.getInputProps('is_platform', { type: 'checkbox' })}
          />
        )}
        {problem !== null && problem.code !== 'changed_meanwhile' && Object.keys(fields).length === 0 && (
          <ProblemAlert error={error} safe={t('error.safe_typed')} />
        )}
        <Group justify="flex-end">
          <Button variant="subtle" color="gray" size="md" onClick={onCancel}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" size="md" loading={isPending}>
            {t('common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
