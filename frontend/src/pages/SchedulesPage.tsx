import { Button, Skeleton, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from 'react-router';
import { PageHeader } from '@/components/PageHeader';
import { ProblemMessage } from '@/components/ProblemMessage';
import { CameraTabs } from '@/entities/camera/CameraTabs';
import { useSchedules } from '@/entities/schedule/api/listSchedules';
import { useMay } from '@/entities/user/useMay';
import { NoSchedules } from '@/features/schedules/components/NoSchedules';
import { ScheduleList } from '@/features/schedules/components/ScheduleList';
import { useLocale } from '@/lib/i18n/useLocale';

export function SchedulesPage() {
  const { t } = useLocale();
  const mayManage = useMay('manage_schedules') === true;
  const { data, isPending, isError, error, refetch } = useSchedules();
  const some = (data?.length ?? 0) > 0;
  return (
    <Stack gap="md" maw={1200} mx="auto">
      <CameraTabs />
      <PageHeader title={t('nav.schedules')}>
        {mayManage && some && (
          <Button component={Link} to="/schedules/new" size="md" leftSection={<IconPlus size={18} />}>
            {t('schedules.new')}
          </Button>
        )}
      </PageHeader>
      {some && <Text c="dimmed">{t('schedules.about')}</Text>}
      {isPending && (
        <Stack gap="xs" role="status" aria-label={t('common.loading')}>
          {Array.from({ length: 3 }, (_, index) => (
            <Skeleton key={index} height={92} radius="md" />
          ))}
        </Stack>
      )}
      {isError && !data && <ProblemMessage error={error} onRetry={() => void refetch()} />}
      {data && (some ? <ScheduleList schedules={data} mayManage={mayManage} /> : <NoSchedules mayManage={mayManage} />)}
    </Stack>
  );
}
