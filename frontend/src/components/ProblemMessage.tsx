import { Button, Code, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { asProblem, isPassing } from '@/lib/api/problem';
import { useProblemText } from '@/lib/api/useProblemText';
import { useLocale } from '@/lib/i18n/useLocale';
import { Message } from './Message';

/** An error in place of a view: what happened, what is safe, what to do, and a code to search for. */
export function ProblemMessage({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useLocale();
  const problem = asProblem(error);
  const { title, detail, hint } = useProblemText()(problem);
  return (
    <div role="alert">
      <Message tone="bad" title={title} text={detail}>
        <Text>{hint}</Text>
        {isPassing(problem) && problem.code !== 'no_answer' && (
          <Text c="dimmed" size="sm">
            {t('error.safe_watching')}
          </Text>
        )}
        {onRetry && (
          <Button leftSection={<IconRefresh size={18} />} variant="default" onClick={onRetry} mt="xs">
            {t('common.retry')}
          </Button>
        )}
        <Text size="xs" c="dimmed">
          {t('common.code')}: <Code>{[problem.code, problem.reference].filter(Boolean).join(' ')}</Code>
        </Text>
      </Message>
    </div>
  );
}
