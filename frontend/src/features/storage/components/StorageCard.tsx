import { Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { FactList } from '@/components/FactList';
import { ProblemAlert } from '@/components/ProblemAlert';
import { TimeAgo } from '@/entities/site/TimeAgo';
import { useStorage } from '@/entities/system/api/getStorage';
import { formatBytes } from '@/lib/bytes';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Storage } from '@/types/api';
import { StorageClasses } from './StorageClasses';
import { StorageDisks } from './StorageDisks';

/** Stored evidence, free space, and what retention removed. When it cannot be read, the last report stays, dimmed and dated. */
export function StorageCard() {
  const { t } = useLocale();
  const { data, isError, error, dataUpdatedAt } = useStorage();
  return (
    <Paper withBorder p="md" component="section" aria-label={t('storage.title')}>
      <Title order={2} mb="sm">
        {t('storage.title')}
      </Title>
      {isError && <ProblemAlert error={error} />}
      {!data && !isError && <Skeleton height={180} role="status" aria-label={t('common.loading')} />}
      {data && (
        <Stack gap="lg" mt={isError ? 'md' : 0} opacity={isError ? 0.55 : 1}>
          {isError && (
            <Text size="sm" c="dimmed">
              {t('system.as_of')} <TimeAgo at={new Date(dataUpdatedAt).toISOString()} size="sm" />
            </Text>
          )}
          <StorageDisks disks={data.disks} />
          <StorageClasses evidence={data.evidence} />
          <RetentionFacts storage={data} />
        </Stack>
      )}
    </Paper>
  );
}

function RetentionFacts({ storage: { removed, ran_at: ranAt } }: { storage: Storage }) {
  const { t, locale } = useLocale();
  const removedText =
    removed.pictures === 0
      ? t('storage.removed_none')
      : t('storage.removed_some', { n: removed.pictures, size: formatBytes(removed.bytes, locale) });
  return (
    <FactList
      facts={[
        [t('storage.ran'), ranAt === null ? t('storage.ran_unknown') : <TimeAgo key="ran" at={ranAt} size="sm" />],
        [t('storage.removed'), removedText],
      ]}
    />
  );
}
