import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useSettingTexts } from '@/features/cameras/hooks/useSettingTexts';
import { useLocale } from '@/lib/i18n/useLocale';

/** Above a drawer. */
const LAYER = 300;

interface Props {
  opened: boolean;
  items: string[];
  /** Ongoing ones of the camera, of all items. */
  violations: number;
  onYes: () => void;
  onNo: () => void;
}

/** Says which violations end when items are no longer required, and asks for confirmation. */
export function RemovedItemsDialog({ opened, items, violations, onYes, onNo }: Props) {
  const { t } = useLocale();
  const { valueText } = useSettingTexts();
  const names = valueText('required_items', items);
  return (
    <Modal
      opened={opened}
      onClose={onNo}
      zIndex={LAYER}
      title={<Text fw={650}>{t('setting.remove_title', { items: names })}</Text>}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="xs">
        <Text>{t('setting.remove_now', { n: violations })}</Text>
        <Text>{t('setting.remove_ends', { items: names })}</Text>
      </Stack>
      <Group justify="flex-end" mt="lg">
        <Button variant="subtle" color="gray" size="md" onClick={onNo} data-autofocus>
          {t('common.cancel')}
        </Button>
        <Button size="md" onClick={onYes}>
          {t('setting.remove_yes')}
        </Button>
      </Group>
    </Modal>
  );
}
