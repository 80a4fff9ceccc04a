import { Stack } from '@mantine/core';
import { PageHeader } from '@/components/PageHeader';
import { FailedEvents } from '@/features/failed-events/components/FailedEvents';
import { HealthCard } from '@/features/health/components/HealthCard';
import { CameraPerformance } from '@/features/machine/components/CameraPerformance';
import { ConnectionsCard } from '@/features/machine/components/ConnectionsCard';
import { ProcessesCard } from '@/features/machine/components/ProcessesCard';
import { QueueCard } from '@/features/machine/components/QueueCard';
import { ModelCard } from '@/features/model/components/ModelCard';
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
      <CameraPerformance />
      <ConnectionsCard />
      <StorageCard />
      <FailedEvents />
    </Stack>
  );
}
