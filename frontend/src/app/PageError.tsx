import { Button, Center } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { Message } from '@/components/Message';
import { useLocale } from '@/lib/i18n/useLocale';

/** A fault in the dashboard itself: said plainly, with the way out. */
export function PageError() {
  const { t } = useLocale();
  return (
    <Center mih="60vh" p="md" role="alert">
      <Message tone="bad" title={t('error.page')} text={t('error.page_hint')}>
        <Button leftSection={<IconRefresh size={18} />} onClick={() => window.location.reload()}>
          {t('error.reload')}
        </Button>
      </Message>
    </Center>
  );
}
