import { ActionIcon, Button, Group, Modal, Text, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTrash } from '@tabler/icons-react';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useRuleRemoval } from '@/features/rules/hooks/useRuleRemoval';
import { useLocale } from '@/lib/i18n/useLocale';

/** Deletes after confirmation. */
export function DeleteRule({ cameraId, rule }: { cameraId: number; rule: { id: number; name: string } }) {
  const { t } = useLocale();
  const [asking, ask] = useDisclosure();
  const { remove, problem, pending } = useRuleRemoval(cameraId);
  const label = t('rules.delete_title', { name: rule.name });
  return (
    <>
      <Tooltip label={t('rules.delete')}>
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
        <Text>{t('rules.delete_body')}</Text>
        {problem !== null && <ProblemAlert error={problem} />}
        <Group justify="flex-end" mt="lg">
          <Button variant="subtle" color="gray" size="md" onClick={ask.close} data-autofocus>
            {t('common.cancel')}
          </Button>
          <Button color="red" size="md" loading={pending} onClick={() => remove(rule, ask.close)}>
            {t('rules.delete')}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
