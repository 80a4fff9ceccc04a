import { ActionIcon, Button, Group, Modal, Text, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useLocale } from '@/lib/i18n/useLocale';

interface Props {
  /** Names what would be deleted: the button's name and the question's title. */
  label: string;
  hint: string;
  /** The words of the button that deletes. */
  action: string;
  problem: unknown;
  pending: boolean;
  onDelete: (close: () => void) => void;
  children: ReactNode;
}

/** A button that deletes after a confirmation; `children` say what goes with it. */
export function DeleteButton({ label, hint, action, problem, pending, onDelete, children }: Props) {
  const { t } = useLocale();
  const [asking, ask] = useDisclosure();
  return (
    <>
      <Tooltip label={hint}>
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
        {children}
        {problem !== null && <ProblemAlert error={problem} />}
        <Group justify="flex-end" mt="lg">
          <Button variant="subtle" color="gray" size="md" onClick={ask.close} data-autofocus>
            {t('common.cancel')}
          </Button>
          <Button color="red" size="md" loading={pending} onClick={() => onDelete(ask.close)}>
            {action}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
