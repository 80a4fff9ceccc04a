import { Stack } from '@mantine/core';
import { PageHeader } from '@/components/PageHeader';
import { CameraNumbers } from '@/features/machine/components/CameraPerformance';
import { DeadLetters } from '@/features/failed-events/components/FailedEvents';
import { ConnectionsCard } from '@/features/machine/components/ConnectionsCard';
import { HealthCard } from '@/features/health/components/HealthCard';
import { ModelCard } from '@/features/model/components/ModelCard';
import { ProcessesCard } from '@/features/machine/components/ProcessesCard';
import { QueueCard } from '@/features/machine/components/QueueCard';
import { SiteCard } from '@/features/site/components/SiteCard';
import { StorageCard } from '@/features/storage/components/StorageCard';
import { useLocale } from '@/lib/i18n/useLocale';

export function SystemPage() {
  const { t } = useLocale();
  return (
    <Stack gap="md" maw={1200} mx="auto">
      <PageHeader title={t('system.title')} />
      <HealthCard />
      <SiteCard />
      <ProcessesCard />
      <QueueCard />
      <ModelCard />
      <CameraNumbers />
      <ConnectionsCard />
      <StorageCard />
      <DeadLetters />
    </Stack>
  );
}
