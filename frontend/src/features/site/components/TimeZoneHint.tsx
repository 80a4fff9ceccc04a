import { Alert, Button, Text } from '@mantine/core';
import { IconClockExclamation } from '@tabler/icons-react';
import { useLocale } from '@/lib/i18n/useLocale';
import { ownZone, zoneLabel } from '@/lib/time/timeZones';

/** The site still has the default zone; the browser's zone is a good guess. */
export function TimeZoneHint({ onChoose }: { onChoose: (zone: string) => void }) {
  const { t } = useLocale();
  const own = ownZone();
  return (
    <Alert color="yellow" icon={<IconClockExclamation />} title={t('site.utc')}>
      <Text size="sm">{t('site.utc_hint')}</Text>
      {own !== 'UTC' && (
        <Button variant="default" size="sm" mt="xs" onClick={() => onChoose(own)}>
          {t('site.utc_use', { zone: zoneLabel(own) })}
        </Button>
      )}
    </Alert>
  );
}
