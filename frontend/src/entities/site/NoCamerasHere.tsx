import { Button } from '@mantine/core';
import { IconMapPin } from '@tabler/icons-react';
import { Message } from '@/components/Message';
import { useLocale } from '@/lib/i18n/useLocale';
import { useSiteFilter } from './useSiteFilter';

/** In place of cameras, when the chosen site has none. */
export function NoCamerasHere() {
  const { t } = useLocale();
  const { choose } = useSiteFilter();
  return (
    <Message tone="neutral" icon={IconMapPin} title={t('sites.none_here')} text={t('sites.none_here_hint')}>
      <Button variant="default" onClick={() => choose(null)}>
        {t('sites.any')}
      </Button>
    </Message>
  );
}
