import { notifications } from '@mantine/notifications';
import { showUndo } from '@/components/showUndo';
import { useShowProblem } from '@/components/useShowProblem';
import { useDeleteSchedule } from '@/features/schedules/api/deleteSchedule';
import { useRestoreSchedule } from '@/features/schedules/api/restoreSchedule';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Schedule } from '@/types/api';

/** Delete a schedule, and offer undo. */
export function useDeletion() {
  const { t } = useLocale();
  const showProblem = useShowProblem();
  const deletion = useDeleteSchedule();
  const restoring = useRestoreSchedule();

  // The row that started this is unmounted by then: nothing here may depend on it.
  const undo = async (schedule: Schedule) => {
    try {
      const { complete } = await restoring.mutateAsync({ schedule, cameraIds: schedule.camera_ids });
      const message = t(complete ? 'schedules.restored' : 'schedules.restored_alone', { name: schedule.name });
      notifications.show({ color: complete ? 'green' : 'yellow', message });
    } catch (error) {
      showProblem(error);
    }
  };

  const remove = async (schedule: Schedule, release: boolean, onDone: () => void) => {
    await deletion.mutateAsync({ id: schedule.id, release });
    onDone();
    const message = t('schedules.deleted', { name: schedule.name });
    showUndo({ id: `deleted-${schedule.id}`, message, t, onUndo: () => void undo(schedule) });
  };

  return {
    /** Does not throw: a failure is in `problem`. */
    remove: (schedule: Schedule, release: boolean, onDone: () => void) =>
      void remove(schedule, release, onDone).catch(() => undefined),
    problem: deletion.error,
    pending: deletion.isPending,
  };
}
