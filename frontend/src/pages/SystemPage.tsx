import { Stack } from '@mantine/core';
import { PageHeader } from '@/components/PageHeader';
import { useMay } from '@/entities/user/useMay';
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

/** Cards that the person's role may read; each of the others is left out. */
export function SystemPage() {
  const { t } = useLocale();
  const maySeeSystem = useMay('view_system') !== false;
  return (
    <Stack gap="md" maw={1200} mx="auto">
      <PageHeader title={t('system.title')} />
      <HealthCard />
      <SiteCard />
      {maySeeSystem && (
        <>
          <ProcessesCard />
          <QueueCard />
          <ModelCard />
          <CameraPerformance />
          <ConnectionsCard />
          <StorageCard />
        </>
      )}
      <FailedEvents />
    </Stack>
  );
}
