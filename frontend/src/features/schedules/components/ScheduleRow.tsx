import { Anchor, Button, Group, Text } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useCamerasOfSchedule } from '@/features/schedules/hooks/useCamerasOfSchedule';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Schedule } from '@/types/api';
import { DeleteSchedule } from './DeleteSchedule';
import classes from './Schedules.module.css';
import { SkippedSlots } from './SkippedSlots';
import { WeekStrip } from './WeekStrip';

export function ScheduleRow({ schedule, mayManage }: { schedule: Schedule; mayManage: boolean }) {
  const { t } = useLocale();
  const { id, name, otherwise, slots, exceptions, camera_ids: cameraIds } = schedule;
  const users = useCamerasOfSchedule(schedule);
  const names = users?.map((camera) => camera.name).join(', ') ?? '';
  const n = users?.length ?? cameraIds.length;
  const used = users === null ? t('schedules.used_by_n', { n }) : t('schedules.used_by', { names });
  const facts = [
    t('schedules.otherwise_is', { mode: t(`mode.${otherwise}`) }),
    ...(exceptions.length > 0 ? [t('schedules.exceptions_n', { n: exceptions.length })] : []),
  ];
  return (
    <li className={classes.row}>
      <div>
        {mayManage ? (
          <Anchor component={Link} to={`/schedules/${id}/edit`} fw={650} c="inherit">
            {name}
          </Anchor>
        ) : (
          <Text fw={650}>{name}</Text>
        )}
        <Text size="sm" c="dimmed">
          {facts.join(' · ')}
        </Text>
        <Text size="sm">{n === 0 ? t('schedules.unused') : used}</Text>
        <SkippedSlots slots={schedule.skipped} />
      </div>
      <WeekStrip slots={slots} otherwise={otherwise} />
      {mayManage && (
        <Group gap={4} wrap="nowrap" justify="flex-end" className={classes.rowActions}>
          <Button
            component={Link}
            to={`/schedules/${id}/edit`}
            variant="default"
            size="md"
            leftSection={<IconPencil size={16} />}
            aria-label={t('schedules.edit_name', { name })}
          >
            {t('schedules.edit')}
          </Button>
          <DeleteSchedule schedule={schedule} />
        </Group>
      )}
    </li>
  );
}
