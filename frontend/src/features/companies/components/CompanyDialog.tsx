import { Modal, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useLocale } from '@/lib/i18n/useLocale';

interface Props {
  title: string;
  opened: boolean;
  onClose: () => void;
  /** Whether only its buttons close it: what it shows does not come back. */
  keeps?: boolean;
  children: ReactNode;
}

/** A dialog whose content, and with it its input, is gone once it is closed. */
export function CompanyDialog({ title, opened, onClose, keeps = false, children }: Props) {
  const { t } = useLocale();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      closeOnClickOutside={!keeps}
      closeOnEscape={!keeps}
      title={<Text fw={650}>{title}</Text>}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {children}
    </Modal>
  );
}
