import { Paper, Skeleton, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { ProblemAlert } from '@/components/ProblemAlert';
import { LastReported } from '@/entities/system/LastReported';
import { useSystemStatus } from '@/features/machine/api/getSystemStatus';
import { useLocale } from '@/lib/i18n/useLocale';
import type { SystemStatus } from '@/types/api';

/** A card with a part of `/api/system`. When it cannot be read, the last report stays, dimmed and dated. */
export function SystemCard({ title, children }: { title: string; children: (system: SystemStatus) => ReactNode }) {
  const { t } = useLocale();
  const { data, isError, error, dataUpdatedAt } = useSystemStatus();
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Title order={2} mb="sm">
        {title}
      </Title>
      {isError && <ProblemAlert error={error} />}
      {!data && !isError && <Skeleton height={120} role="status" aria-label={t('common.loading')} />}
      {data && (
        <LastReported old={isError} at={dataUpdatedAt}>
          {children(data)}
        </LastReported>
      )}
    </Paper>
  );
}
