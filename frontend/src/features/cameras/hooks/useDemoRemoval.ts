import { useState } from 'react';
import { notifications } from '@mantine/notifications';
import { showUndo } from '@/components/showUndo';
import { useShowProblem } from '@/components/useShowProblem';
import { useRemoveCamera } from '@/features/cameras/api/removeCamera';
import { useRestoreCamera } from '@/features/cameras/api/restoreCamera';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Camera } from '@/types/api';

/** Remove the demonstration cameras, and offer undo for those that were removed. */
export function useDemoRemoval() {
  const { t } = useLocale();
  const showProblem = useShowProblem();
  const removal = useRemoveCamera();
  const restoring = useRestoreCamera();
  const [pending, setPending] = useState(false);

  // The offer is unmounted by then: nothing here may depend on it.
  const undo = async (ids: number[]) => {
    try {
      for (const id of ids) await restoring.mutateAsync(id);
      notifications.show({ color: 'green', message: t('demo.restored') });
    } catch (error) {
      showProblem(error);
    }
  };

  const remove = async (demos: Camera[], onDone: () => void) => {
    const removed: number[] = [];
    setPending(true);
    try {
      for (const { id } of demos) {
        await removal.mutateAsync(id);
        removed.push(id);
      }
    } catch (error) {
      showProblem(error);
    }
    setPending(false);
    onDone();
    if (removed.length > 0)
      showUndo({ id: 'demo-removed', message: t('demo.removed'), t, onUndo: () => void undo(removed) });
  };
  return { remove: (demos: Camera[], onDone: () => void) => void remove(demos, onDone), pending };
}
