import { Button, Group, Modal, Text } from '@mantine/core';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useRevokeKey } from '@/features/api-keys/api/revokeKey';
import { useLocale } from '@/lib/i18n/useLocale';
import type { ApiKey } from '@/types/api';

/** Asks before a key ends: what uses it stops at once. */
export function RevokeDialog({ apiKey, onClose }: { apiKey: ApiKey | null; onClose: () => void }) {
  const { t } = useLocale();
  const { mutate, isPending, error, reset } = useRevokeKey();
  const close = () => {
    reset();
    onClose();
  };
  return (
    <Modal
      opened={apiKey !== null}
      onClose={close}
      title={<Text fw={650}>{t('api_keys.revoke_title', { name: apiKey?.name ?? '' })}</Text>}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Text size="sm">{t('api_keys.revoke_text')}</Text>
      {error !== null && <ProblemAlert error={error} />}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={close} data-autofocus>
          {t('common.cancel')}
        </Button>
        <Button
          color="red"
          loading={isPending}
          onClick={() => apiKey !== null && mutate(apiKey.id, { onSuccess: close })}
        >
          {t('api_keys.revoke_yes')}
        </Button>
      </Group>
    </Modal>
  );
}
