import { ActionIcon, Button, Group, List, Modal, Text, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTrash } from '@tabler/icons-react';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useZoneRemoval } from '@/features/zones/hooks/useZoneRemoval';
import { useLocale } from '@/lib/i18n/useLocale';

interface Props {
  cameraId: number;
  zone: { id: number; name: string };
  /** Names of the rules that are deleted with it. */
  rules: string[];
}

/** Deletes after confirmation, which names the rules that go with it. */
export function DeleteZone({ cameraId, zone, rules }: Props) {
  const { t } = useLocale();
  const [asking, ask] = useDisclosure();
  const { remove, problem, pending } = useZoneRemoval(cameraId);
  const label = t('zones.delete_title', { name: zone.name });
  const some = rules.length > 0;
  return (
    <>
      <Tooltip label={t('zones.delete')}>
        <ActionIcon size={44} aria-label={label} onClick={ask.open}>
          <IconTrash size={18} />
        </ActionIcon>
      </Tooltip>
      <Modal
        opened={asking}
        onClose={ask.close}
        title={<Text fw={650}>{label}</Text>}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <Text>{t(some ? 'zones.delete_rules' : 'zones.delete_alone')}</Text>
        {some && (
          <List my="xs">
            {rules.map((name) => (
              <List.Item key={name}>{name}</List.Item>
            ))}
          </List>
        )}
        {problem !== null && <ProblemAlert error={problem} />}
        <Group justify="flex-end" mt="lg">
          <Button variant="subtle" color="gray" size="md" onClick={ask.close} data-autofocus>
            {t('common.cancel')}
          </Button>
          <Button color="red" size="md" loading={pending} onClick={() => remove(zone, some, ask.close)}>
            {t(some ? 'zones.delete_with_rules' : 'zones.delete')}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
