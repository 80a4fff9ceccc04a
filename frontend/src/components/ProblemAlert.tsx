import { Alert, Button, Code, Text } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { asProblem } from '@/lib/api/problem';
import { useProblemText } from '@/lib/api/useProblemText';
import { useLocale } from '@/lib/i18n/useLocale';

/** An error inside a form or a panel, whose content stays. */
export function ProblemAlert({ error, safe, onRetry }: { error: unknown; safe?: string; onRetry?: () => void }) {
  const { t } = useLocale();
  const problem = asProblem(error);
  const { title, detail, hint, fields } = useProblemText()(problem);
  return (
    <Alert color="red" icon={<IconAlertTriangle />} title={title} role="alert">
      {detail !== '' && <Text size="sm">{detail}</Text>}
      {Object.entries(fields).map(([field, message]) => (
        <Text key={field} size="sm">
          {message}
        </Text>
      ))}
      <Text size="sm">{hint}</Text>
      {safe !== undefined && <Text size="sm">{safe}</Text>}
      {onRetry && (
        <Button leftSection={<IconRefresh size={18} />} variant="default" onClick={onRetry} mt="xs">
          {t('common.retry')}
        </Button>
      )}
      <Text size="xs" c="dimmed" mt={4}>
        {t('common.code')}: <Code>{[problem.code, problem.reference].filter(Boolean).join(' ')}</Code>
      </Text>
    </Alert>
  );
}
