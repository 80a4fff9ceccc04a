import { List, Text } from '@mantine/core';
import { DeleteButton } from '@/components/DeleteButton';
import { useCamerasOfSchedule } from '@/features/schedules/hooks/useCamerasOfSchedule';
import { useDeletion } from '@/features/schedules/hooks/useDeletion';
import { asProblem } from '@/lib/api/problem';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Schedule } from '@/types/api';

/** Deletes after confirmation, which lists the cameras that lose the schedule and the mode they return to. */
export function DeleteSchedule({ schedule }: { schedule: Schedule }) {
  const { t } = useLocale();
  const { name, camera_ids: ids } = schedule;
  const known = useCamerasOfSchedule(schedule);
  const users = known ?? [];
  const { remove, problem, pending } = useDeletion();
  const inUse =
    (known?.length ?? ids.length) > 0 || (problem !== null && asProblem(problem).code === 'schedule_in_use');
  const label = t('schedules.delete_title', { name });
  return (
    <DeleteButton
      label={label}
      hint={t('schedules.delete')}
      action={t(inUse ? 'schedules.delete_release' : 'schedules.delete')}
      problem={problem}
      pending={pending}
      onDelete={(close) => remove({ ...schedule, camera_ids: known?.map(({ id }) => id) ?? ids }, inUse, close)}
    >
      <Text>{t(inUse ? 'schedules.delete_used' : 'schedules.delete_unused')}</Text>
      {inUse && (
        <List my="xs">
          {users.map((camera) => (
            <List.Item key={camera.id}>
              {camera.name}: {t(`mode.${camera.mode}`)}
            </List.Item>
          ))}
        </List>
      )}
    </DeleteButton>
  );
}
