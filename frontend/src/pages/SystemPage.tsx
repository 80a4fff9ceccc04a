import { Stack } from '@mantine/core';
import { PageHeader } from '@/components/PageHeader';
import { CameraNumbers } from '@/features/system/CameraNumbers';
import { DeadLetters } from '@/features/system/DeadLetters';
import { ConnectionsCard } from '@/features/system/ConnectionsCard';
import { HealthCard } from '@/features/system/HealthCard';
import { ModelCard } from '@/features/system/ModelCard';
import { ProcessesCard } from '@/features/system/ProcessesCard';
import { QueueCard } from '@/features/system/QueueCard';
import { SiteCard } from '@/features/system/SiteCard';
import { StorageCard } from '@/features/system/StorageCard';
import { useLocale } from '@/hooks/useLocale';

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
