import { ActionIcon, Group, Skeleton, Stack, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowLeft } from '@tabler/icons-react';
import { useRef } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { LeaveGuard } from '@/components/LeaveGuard';
import { PageHeader } from '@/components/PageHeader';
import { ProblemMessage } from '@/components/ProblemMessage';
import { useSchedules } from '@/entities/schedule/api/listSchedules';
import { useMe } from '@/entities/user/api/getMe';
import { ScheduleEditor } from '@/features/schedules/components/editor/ScheduleEditor';
import { ApiProblem } from '@/lib/api/problem';
import { useLeaveBlocker } from '@/lib/dom/useLeaveBlocker';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Schedule } from '@/types/api';

/** Add a schedule, or edit one. */
export function ScheduleEditorPage() {
  const { t } = useLocale();
  const navigate = useNavigate();
  const { scheduleId } = useParams();
  const me = useMe();
  const schedules = useSchedules();
  const schedule = schedules.data?.find(({ id }) => id === Number(scheduleId)) ?? null;
  const fresh = scheduleId === undefined;
  const title = fresh ? t('schedules.new') : t('schedules.edit_name', { name: schedule?.name ?? '' });
  const ready = me.data !== undefined && schedules.data !== undefined;
  const refusal = !ready
    ? null
    : !me.data.user.permissions.includes('manage_schedules')
      ? 'not_allowed'
      : !fresh && schedule === null
        ? 'not_found'
        : null;
  const failure =
    me.data === undefined && me.isError
      ? me.error
      : schedules.data === undefined && schedules.isError
        ? schedules.error
        : null;
  const unsaved = useRef(false);
  const leaving = useLeaveBlocker(unsaved);
  const typed = (now: boolean) => {
    unsaved.current = now;
  };
  const saved = ({ name }: Schedule) => {
    unsaved.current = false;
    notifications.show({ color: 'green', message: t(fresh ? 'schedules.added' : 'schedules.saved', { name }) });
    void navigate('/schedules');
  };

  return (
    <Stack gap="md" maw={1400} mx="auto">
      <Group gap="xs" wrap="nowrap">
        <Tooltip label={t('schedules.back')}>
          <ActionIcon component={Link} to="/schedules" size={44} aria-label={t('schedules.back')}>
            <IconArrowLeft size={20} />
          </ActionIcon>
        </Tooltip>
        <PageHeader title={title} />
      </Group>
      {failure !== null && <ProblemMessage error={failure} onRetry={() => void schedules.refetch()} />}
      {failure === null && !ready && <Skeleton height={480} role="status" aria-label={t('common.loading')} />}
      {refusal !== null && <ProblemMessage error={new ApiProblem({ code: refusal })} />}
      {ready && refusal === null && (
        <ScheduleEditor key={schedule?.id ?? 'new'} schedule={schedule} onSaved={saved} onTyped={typed} />
      )}
      <LeaveGuard leaving={leaving} />
    </Stack>
  );
}
