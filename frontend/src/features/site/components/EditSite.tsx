import { Modal, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Site } from '@/types/api';
import { SiteForm } from './SiteForm';

/** A dialog with the site's name and time zone. */
export function EditSite({ site, opened, onClose }: { site: Site; opened: boolean; onClose: () => void }) {
  const { t } = useLocale();
  const [asking, setAsking] = useState(false);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      closeOnEscape={!asking}
      title={<Text fw={650}>{t('sites.edit_name', { name: site.name })}</Text>}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <SiteForm
        site={site}
        named
        onAsking={setAsking}
        onSaved={() => {
          notifications.show({ color: 'green', message: t('site.saved') });
          onClose();
        }}
      />
    </Modal>
  );
}
