import { Button, Group, Modal, Text } from '@mantine/core';
import type { Blocker } from 'react-router';
import { useLocale } from '@/lib/i18n/useLocale';

/** Above a drawer. */
const LAYER = 300;

/** Asks for confirmation before unsaved input is discarded. */
export function LeaveGuard({ leaving }: { leaving: Blocker }) {
  const { t } = useLocale();
  const stay = () => leaving.reset?.();
  return (
    <Modal
      opened={leaving.state === 'blocked'}
      onClose={stay}
      zIndex={LAYER}
      title={<Text fw={650}>{t('leave.title')}</Text>}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Text>{t('leave.body')}</Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="subtle" color="gray" size="md" onClick={stay} data-autofocus>
          {t('leave.stay')}
        </Button>
        <Button color="red" size="md" onClick={() => leaving.proceed?.()}>
          {t('leave.leave')}
        </Button>
      </Group>
    </Modal>
  );
}
