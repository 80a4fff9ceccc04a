import { Button, Group, Modal, Paper, Text } from '@mantine/core';
import { useDisclosure, useLocalStorage } from '@mantine/hooks';
import { useMay } from '@/entities/user/useMay';
import { useDemoRemoval } from '@/features/cameras/hooks/useDemoRemoval';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Camera } from '@/types/api';

/** Once there is a real camera: an offer to remove the demonstration, after confirmation and with undo. */
export function DemoOffer({ cameras }: { cameras: Camera[] }) {
  const { t } = useLocale();
  const mayRemove = useMay('manage_cameras') === true;
  const [kept, setKept] = useLocalStorage({
    key: 'mandor.keep_demo',
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  const [asking, ask] = useDisclosure();
  const { remove, pending } = useDemoRemoval();
  const demos = cameras.filter(({ demo }) => demo);
  if (!mayRemove || kept || demos.length === 0 || demos.length === cameras.length) return null;
  return (
    <Paper withBorder px="md" py="xs" component="section" aria-label={t('demo.title')}>
      <Group justify="space-between" gap="xs">
        <Text size="sm">{t('demo.offer')}</Text>
        <Group gap="xs">
          <Button variant="subtle" color="gray" onClick={() => setKept(true)}>
            {t('demo.keep')}
          </Button>
          <Button variant="default" onClick={ask.open}>
            {t('demo.remove')}
          </Button>
        </Group>
      </Group>
      <Modal
        opened={asking}
        onClose={ask.close}
        title={<Text fw={650}>{t('demo.remove_title')}</Text>}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <Text>{t('demo.remove_body', { names: demos.map(({ name }) => name).join(', ') })}</Text>
        <Group justify="flex-end" mt="lg">
          <Button variant="subtle" color="gray" onClick={ask.close} data-autofocus>
            {t('common.cancel')}
          </Button>
          <Button color="red" loading={pending} onClick={() => remove(demos, ask.close)}>
            {t('demo.remove')}
          </Button>
        </Group>
      </Modal>
    </Paper>
  );
}
