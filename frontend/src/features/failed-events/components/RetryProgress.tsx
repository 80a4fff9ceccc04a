import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { IconPlayerStopFilled } from '@tabler/icons-react';
import { ProblemAlert } from '@/components/ProblemAlert';
import type { Run, useRetryAll } from '@/features/failed-events/hooks/useRetryAll';
import { useLocale } from '@/lib/i18n/useLocale';

/** Progress of a run that retries all, and its result. */
export function RetryProgress({
  all: { run, error, isRunning, isStopping, stop },
}: {
  all: ReturnType<typeof useRetryAll>;
}) {
  const { t } = useLocale();
  const text = useRunText()(run, isRunning);
  return (
    <Stack gap="xs" mb={text === null && error === null ? 0 : 'sm'}>
      {isRunning && (
        <Group gap="sm" wrap="nowrap">
          <Progress.Root size="lg" flex={1}>
            <Progress.Section
              value={run === null ? 0 : (run.tried / run.total) * 100}
              aria-label={t('failed.retry_all')}
              aria-valuetext={text ?? ''}
            />
          </Progress.Root>
          <Button
            variant="default"
            leftSection={<IconPlayerStopFilled size={16} />}
            loading={isStopping}
            onClick={stop}
          >
            {t('failed.stop')}
          </Button>
        </Group>
      )}
      {text !== null && (
        <Text size="sm" role="status">
          {text}
        </Text>
      )}
      {error !== null && <ProblemAlert error={error} />}
    </Stack>
  );
}

function useRunText(): (run: Run | null, isRunning: boolean) => string | null {
  const { t, locale } = useLocale();
  const number = new Intl.NumberFormat(locale);
  return (run, isRunning) => {
    if (run === null) return isRunning ? t('failed.running') : null;
    const counted = Object.fromEntries(
      Object.entries<number>({ ...run }).map(([name, value]) => [name, number.format(value)]),
    );
    if (isRunning) return t('failed.progress', counted);
    return t(run.tried < run.total ? 'failed.stopped' : 'failed.round', counted);
  };
}
