import { Button } from '@mantine/core';
import { IconMapOff } from '@tabler/icons-react';
import { Link } from 'react-router';
import { Message } from '@/components/Message';
import { useLocale } from '@/lib/i18n/useLocale';

export function NotFoundPage() {
  const { t } = useLocale();
  return (
    <Message page tone="neutral" icon={IconMapOff} title={t('error.no_page')} text={t('error.not_found.hint')}>
      <Button component={Link} to="/live">
        {t('error.go_live')}
      </Button>
    </Message>
  );
}
