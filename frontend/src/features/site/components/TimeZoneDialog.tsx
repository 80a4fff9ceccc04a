import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useLocale } from '@/lib/i18n/useLocale';
import { clockIn, zoneLabel } from '@/lib/time/timeZones';
import { useNow } from '@/lib/time/useNow';

const EVERY_MS = 10_000;

interface Props {
  opened: boolean;
  before: string;
  after: string;
  onYes: () => void;
  onNo: () => void;
}

/** Explains what another time zone changes, and asks for confirmation. */
export function TimeZoneDialog({ opened, before, after, onYes, onNo }: Props) {
  const { t, locale } = useLocale();
  const now = useNow(EVERY_MS);
  const values = {
    before: zoneLabel(before),
    after: zoneLabel(after),
    time_before: clockIn(before, now, locale),
    time_after: clockIn(after, now, locale),
  };
  return (
    <Modal
      opened={opened}
      onClose={onNo}
      title={<Text fw={650}>{t('site.ask')}</Text>}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="xs">
        <Text>{t('site.ask_now', values)}</Text>
        <Text>{t('site.ask_shift', values)}</Text>
        <Text>{t('site.ask_past')}</Text>
      </Stack>
      <Group justify="flex-end" mt="lg">
        <Button variant="subtle" color="gray" size="md" onClick={onNo} data-autofocus>
          {t('common.cancel')}
        </Button>
        <Button size="md" onClick={onYes}>
          {t('site.ask_yes')}
        </Button>
      </Group>
    </Modal>
  );
}
