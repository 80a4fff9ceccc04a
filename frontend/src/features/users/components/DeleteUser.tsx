import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useDeleteUser } from '@/features/users/api/deleteUser';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Member } from '@/types/api';

/** Says what deletion does, and asks for confirmation. */
export function DeleteUser({ user, opened, onClose }: { user: Member; opened: boolean; onClose: () => void }) {
  const { t } = useLocale();
  const { mutate, isPending, error, reset } = useDeleteUser();
  const close = () => {
    reset();
    onClose();
  };
  const remove = () =>
    mutate(
      { id: user.id, version: user.version },
      {
        onSuccess: () => {
          notifications.show({ color: 'green', message: t('users.was_deleted', { name: user.name }) });
          close();
        },
      },
    );
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={<Text fw={650}>{t('users.delete_title', { name: user.name })}</Text>}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="sm">
        <Text>{t('users.delete_body')}</Text>
        <Text c="dimmed">{t('users.delete_instead')}</Text>
        {error !== null && <ProblemAlert error={error} />}
      </Stack>
      <Group justify="flex-end" mt="lg">
        <Button variant="subtle" color="gray" size="md" onClick={close} data-autofocus>
          {t('common.cancel')}
        </Button>
        <Button color="red" size="md" loading={isPending} onClick={remove}>
          {t('users.delete')}
        </Button>
      </Group>
    </Modal>
  );
}
