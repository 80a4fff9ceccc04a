import { Alert, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { asProblem } from '@/lib/api/problem';
import { useLocale } from '@/lib/i18n/useLocale';
import { ProblemAlert } from './ProblemAlert';

/** Why a change was refused. After another person's change the form holds the newest version: saving again replaces it. */
export function ChangeProblem({ error }: { error: unknown }) {
  const { t } = useLocale();
  if (asProblem(error).code !== 'changed_meanwhile') return <ProblemAlert error={error} />;
  return (
    <Alert color="yellow" icon={<IconUsers />} title={t('error.changed_meanwhile')} role="alert">
      <Text size="sm">{t('common.changed_reloaded')}</Text>
    </Alert>
  );
}
