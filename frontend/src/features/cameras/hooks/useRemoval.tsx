import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useRemoveCamera } from '@/features/cameras/api/removeCamera';
import { useRestoreCamera } from '@/features/cameras/api/restoreCamera';
import { asProblem } from '@/lib/api/problem';
import { useProblemText } from '@/lib/api/useProblemText';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Camera } from '@/types/api';

const UNDO_FOR_MS = 12_000;

/** Remove a camera, and offer undo. */
export function useRemoval() {
  const { t } = useLocale();
  const problemText = useProblemText();
  const removal = useRemoveCamera();
  const restoring = useRestoreCamera();

  // The row that started this is unmounted by then: nothing here may depend on it.
  const undo = async ({ id, name }: Camera) => {
    notifications.hide(`removed-${id}`);
    try {
      await restoring.mutateAsync(id);
      notifications.show({ color: 'green', message: t('cameras.restored', { name }) });
    } catch (error) {
      const { title, hint } = problemText(asProblem(error));
      notifications.show({ color: 'red', title, message: hint });
    }
  };

  const remove = async (camera: Camera, onDone: () => void) => {
    await removal.mutateAsync(camera.id);
    onDone();
    notifications.show({
      id: `removed-${camera.id}`,
      autoClose: UNDO_FOR_MS,
      closeButtonProps: { 'aria-label': t('common.close') },
      message: (
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm">{t('cameras.removed', { name: camera.name })}</Text>
          <Button size="compact-md" variant="light" onClick={() => void undo(camera)}>
            {t('common.undo')}
          </Button>
        </Group>
      ),
    });
  };

  return {
    /** Does not throw: a failure is in `problem`. */
    remove: (camera: Camera, onDone: () => void) => void remove(camera, onDone).catch(() => undefined),
    problem: removal.error,
    pending: removal.isPending,
  };
}
