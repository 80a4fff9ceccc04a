import { ActionIcon, Button, Group, List, Modal, Text, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTrash } from '@tabler/icons-react';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useCamerasOfSchedule } from '@/features/schedules/hooks/useCamerasOfSchedule';
import { useDeletion } from '@/features/schedules/hooks/useDeletion';
import { asProblem } from '@/lib/api/problem';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Schedule } from '@/types/api';

/** Deletes after confirmation, which lists the cameras that lose the schedule and the mode they return to. */
export function DeleteSchedule({ schedule }: { schedule: Schedule }) {
  const { t } = useLocale();
  const { name, camera_ids: ids } = schedule;
  const [asking, ask] = useDisclosure();
  const known = useCamerasOfSchedule(schedule);
  const users = known ?? [];
  const { remove, problem, pending } = useDeletion();
  const inUse =
    (known?.length ?? ids.length) > 0 || (problem !== null && asProblem(problem).code === 'schedule_in_use');
  const label = t('schedules.delete_title', { name });
  return (
    <>
      <Tooltip label={t('schedules.delete')}>
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
        <Text>{t(inUse ? 'schedules.delete_used' : 'schedules.delete_unused')}</Text>
        {inUse && (
          <List my="xs">
            {users.map((camera) => (
              <List.Item key={camera.id}>
                {camera.name}: {t(`mode.${camera.mode}`)}
              </List.Item>
            ))}
          </List>
        )}
        {problem !== null && <ProblemAlert error={problem} />}
        <Group justify="flex-end" mt="lg">
          <Button variant="subtle" color="gray" size="md" onClick={ask.close} data-autofocus>
            {t('common.cancel')}
          </Button>
          <Button
            color="red"
            size="md"
            loading={pending}
            onClick={() => remove({ ...schedule, camera_ids: known?.map(({ id }) => id) ?? ids }, inUse, ask.close)}
          >
            {t(inUse ? 'schedules.delete_release' : 'schedules.delete')}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
