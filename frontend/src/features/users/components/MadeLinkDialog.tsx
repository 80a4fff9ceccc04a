import { Button, Modal, Text } from '@mantine/core';
import { useLocale } from '@/lib/i18n/useLocale';
import type { MadeLink } from '@/types/api';
import { MadeLinkPanel } from '@/entities/link/MadeLinkPanel';

/** A link that was just made. A press beside it does not close it: it is not shown again. */
export function MadeLinkDialog({ made, onClose }: { made: MadeLink | undefined; onClose: () => void }) {
  const { t } = useLocale();
  return (
    <Modal
      opened={made !== undefined}
      onClose={onClose}
      closeOnClickOutside={false}
      title={<Text fw={650}>{t('link.title', { name: made?.invitation.name ?? '' })}</Text>}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {made && (
        <MadeLinkPanel made={made}>
          <Button variant="subtle" color="gray" size="md" onClick={onClose}>
            {t('link.done')}
          </Button>
        </MadeLinkPanel>
      )}
    </Modal>
  );
}
