import { Button, Code, Group, Paper, Skeleton, Stack, Text } from '@mantine/core';
import { IconHistory, IconSearchOff } from '@tabler/icons-react';
import { Message } from '@/components/Message';
import { ProblemAlert } from '@/components/ProblemAlert';
import { ProblemMessage } from '@/components/ProblemMessage';
import { useAudit } from '@/features/audit/api/listAudit';
import { isFiltered, type AuditFilters } from '@/features/audit/lib/filters';
import { useLocale } from '@/lib/i18n/useLocale';
import { AuditTable } from './AuditTable';

/** The entries that match, page by page. `zone`: in which the days of the filters are. */
export function AuditLog({ filters, zone }: { filters: AuditFilters; zone: string }) {
  const { t } = useLocale();
  const list = useAudit(filters, zone);
  const entries = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (list.isPending)
    return (
      <Stack gap="xs" role="status" aria-label={t('common.loading')}>
        {Array.from({ length: 6 }, (_, index) => (
          <Skeleton key={index} height={52} radius="md" />
        ))}
      </Stack>
    );
  if (list.data === undefined) return <ProblemMessage error={list.error} onRetry={() => void list.refetch()} />;
  if (entries.length === 0)
    return isFiltered(filters) ? (
      <Message tone="neutral" icon={IconSearchOff} title={t('audit.no_match')} text={t('audit.no_match_hint')} />
    ) : (
      <Message tone="neutral" icon={IconHistory} title={t('audit.empty')} text={t('audit.empty_hint')} />
    );
  return (
    <>
      <Paper withBorder px="md" py="xs">
        <AuditTable entries={entries} />
      </Paper>
      {list.isError && <ProblemAlert error={list.error} />}
      <Group justify="center">
        {list.hasNextPage ? (
          <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('audit.older')}
          </Button>
        ) : (
          <Text size="sm" c="dimmed">
            {t('audit.end')}
          </Text>
        )}
      </Group>
      {!isFiltered(filters) && entries[0] && (
        <Text size="sm" c="dimmed">
          {t('audit.verify_hint')} <Code style={{ overflowWrap: 'anywhere' }}>{entries[0].hash}</Code>
        </Text>
      )}
    </>
  );
}
