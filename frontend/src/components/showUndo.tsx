import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { Translate } from '@/lib/i18n/useLocale';

const UNDO_FOR_MS = 12_000;

/** Shows what was done, with a button that undoes it. */
export function showUndo({
  id,
  message,
  t,
  onUndo,
}: {
  id: string;
  message: string;
  t: Translate;
  onUndo: () => void;
}): void {
  const undo = () => {
    notifications.hide(id);
    onUndo();
  };
  notifications.hide(id);
  notifications.show({
    id,
    autoClose: UNDO_FOR_MS,
    closeButtonProps: { 'aria-label': t('common.close') },
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{message}</Text>
        <Button size="compact-md" variant="light" onClick={undo}>
          {t('common.undo')}
        </Button>
      </Group>
    ),
  });
}
