import { Button, Group, Paper, Skeleton, Text, Title } from '@mantine/core';
import { IconCircleCheckFilled, IconRefresh } from '@tabler/icons-react';
import { ProblemAlert } from '@/components/ProblemAlert';
import { TimeAgo } from '@/entities/site/TimeAgo';
import { useMay } from '@/entities/user/useMay';
import { useFailedEvents } from '@/features/failed-events/api/listFailedEvents';
import { useRetryAll } from '@/features/failed-events/hooks/useRetryAll';
import { useLocale } from '@/lib/i18n/useLocale';
import type { DeadLetter } from '@/types/api';
import { FailedEventRow } from './FailedEventRow';
import classes from './FailedEvents.module.css';
import { RetryProgress } from './RetryProgress';

/** Events that could not be stored. Only for those who may retry them: others do not see the list. */
export function FailedEvents() {
  return useMay('manage_failed_events') === true ? <Letters /> : null;
}

function Letters() {
  const { t } = useLocale();
  const { data, isError, error, dataUpdatedAt, hasNextPage, fetchNextPage, isFetchingNextPage } = useFailedEvents();
  const all = useRetryAll();
  const letters = data?.pages.flatMap((page) => page.items);
  return (
    <Paper withBorder p="md" component="section" aria-label={t('failed.title')}>
      <Group justify="space-between" mb="sm">
        <Title order={2}>{t('failed.title')}</Title>
        {letters !== undefined && letters.length > 0 && (
          <Button
            variant="default"
            leftSection={<IconRefresh size={18} />}
            disabled={all.isRunning}
            onClick={all.start}
          >
            {t('failed.retry_all')}
          </Button>
        )}
      </Group>
      <RetryProgress all={all} />
      {isError && <ProblemAlert error={error} />}
      {!letters && !isError && <Skeleton height={64} />}
      {letters && isError && (
        <Text size="sm" c="dimmed" mt="md">
          {t('system.as_of')} <TimeAgo at={new Date(dataUpdatedAt).toISOString()} size="sm" />
        </Text>
      )}
      {letters && <List letters={letters} old={isError} />}
      {hasNextPage && (
        <Button variant="subtle" mt="sm" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('failed.more')}
        </Button>
      )}
    </Paper>
  );
}

function List({ letters, old }: { letters: DeadLetter[]; old: boolean }) {
  const { t } = useLocale();
  if (letters.length === 0) {
    return (
      <Group gap={8} wrap="nowrap" opacity={old ? 0.55 : 1}>
        <IconCircleCheckFilled size={18} color="var(--mantine-color-green-6)" aria-hidden />
        <Text size="sm">{t('failed.none')}</Text>
      </Group>
    );
  }
  return (
    <>
      <Text size="sm" c="dimmed" mb="xs">
        {t('failed.hint')}
      </Text>
      <ul className={classes.list} style={{ opacity: old ? 0.55 : 1 }}>
        {letters.map((letter) => (
          <FailedEventRow key={letter.id} letter={letter} />
        ))}
      </ul>
    </>
  );
}
