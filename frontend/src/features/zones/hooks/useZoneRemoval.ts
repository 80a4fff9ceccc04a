import { notifications } from '@mantine/notifications';
import { showUndo } from '@/components/showUndo';
import { useShowProblem } from '@/components/useShowProblem';
import { useDeleteZone } from '@/features/zones/api/deleteZone';
import { useRestoreZone } from '@/features/zones/api/restoreZone';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Unreadable } from '@/types/api';

/** Delete a zone with its rules, and offer undo. */
export function useZoneRemoval(cameraId: number) {
  const { t } = useLocale();
  const showProblem = useShowProblem();
  const deletion = useDeleteZone(cameraId);
  const restoring = useRestoreZone(cameraId);

  // The row that started this is unmounted by then: nothing here may depend on it.
  const undo = async ({ id, name }: Unreadable) => {
    try {
      await restoring.mutateAsync(id);
      notifications.show({ color: 'green', message: t('zones.restored', { name }) });
    } catch (error) {
      showProblem(error);
    }
  };
  const remove = async (zone: Unreadable, withRules: boolean, onDone: () => void) => {
    await deletion.mutateAsync({ id: zone.id, withRules });
    onDone();
    const message = t('zones.deleted', { name: zone.name });
    showUndo({ id: `zone-${zone.id}`, message, t, onUndo: () => void undo(zone) });
  };

  return {
    /** Does not throw: a failure is in `problem`. */
    remove: (zone: Unreadable, withRules: boolean, onDone: () => void) =>
      void remove(zone, withRules, onDone).catch(() => undefined),
    problem: deletion.error,
    pending: deletion.isPending,
  };
}
