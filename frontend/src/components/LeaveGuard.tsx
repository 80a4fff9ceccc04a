import { Button, Group, Modal, Text } from '@mantine/core';
import { useEffect, type RefObject } from 'react';
import { useBlocker } from 'react-router';
import { useLocale } from '@/hooks/useLocale';

/** Asks before something typed is left behind. `unsaved` is looked at when somebody leaves. */
export function LeaveGuard({ unsaved }: { unsaved: RefObject<boolean> }) {
  const { t } = useLocale();
  const blocker = useBlocker(({ currentLocation, nextLocation }) => unsaved.current && currentLocation.pathname !== nextLocation.pathname);
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (unsaved.current) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [unsaved]);
  const stay = () => blocker.reset?.();
  return (
    <Modal opened={blocker.state === 'blocked'} onClose={stay} title={<Text fw={650}>{t('leave.title')}</Text>} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <Text>{t('leave.body')}</Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="subtle" color="gray" size="md" onClick={stay} data-autofocus>
          {t('leave.stay')}
        </Button>
        <Button color="red" size="md" onClick={() => blocker.proceed?.()}>
          {t('leave.leave')}
        </Button>
      </Group>
    </Modal>
  );
}
