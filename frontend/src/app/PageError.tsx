import { Button, Center } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { Message } from '@/components/Message';
import { useLocale } from '@/lib/i18n/useLocale';

/** An error in the dashboard itself, with a button that reloads. */
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
