import { Alert, Button, Group, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useChangeName } from '@/features/account/api/changeName';
import { asProblem } from '@/lib/api/problem';
import { useProblemText } from '@/lib/api/useProblemText';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Account } from '@/types/api';

const LONGEST_NAME = 80;

export function NameForm({ account }: { account: Account }) {
  const { t } = useLocale();
  const problemText = useProblemText();
  const { mutate, isPending, error } = useChangeName();
  const [typed, setTyped] = useState<string | null>(null);
  const name = typed ?? account.name;
  const problem = error === null ? null : asProblem(error);
  const fields = problem === null ? {} : problemText(problem).fields;
  const save = () =>
    mutate(
      { name: name.trim(), version: account.version },
      {
        onSuccess: () => {
          setTyped(null);
          notifications.show({ color: 'green', message: t('account.name_saved') });
        },
        onError: (refused) => {
          if (asProblem(refused).code === 'changed_meanwhile') setTyped(null);
        },
      },
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Stack maw={480}>
        {problem?.code === 'changed_meanwhile' && (
          <Alert color="yellow" role="alert">
            {t('account.changed')}
          </Alert>
        )}
        {problem !== null && problem.code !== 'changed_meanwhile' && Object.keys(fields).length === 0 && (
          <ProblemAlert error={error} safe={t('error.safe_typed')} />
        )}
        <TextInput
          label={t('account.name')}
          description={t('account.name_hint')}
          size="md"
          maxLength={LONGEST_NAME}
          autoComplete="name"
          value={name}
          error={fields.name}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Group>
          <Button
            type="submit"
            size="md"
            loading={isPending}
            disabled={name.trim() === '' || name.trim() === account.name}
          >
            {t('common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
