import { Paper } from '@mantine/core';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Schedule } from '@/types/api';
import { ModeLegend } from './ModeLegend';
import { ScheduleRow } from './ScheduleRow';
import classes from './Schedules.module.css';

export function ScheduleList({ schedules, mayManage }: { schedules: Schedule[]; mayManage: boolean }) {
  const { t } = useLocale();
  return (
    <>
      <Paper withBorder component="ul" className={classes.list} aria-label={t('nav.schedules')}>
        {schedules.map((schedule) => (
          <ScheduleRow key={schedule.id} schedule={schedule} mayManage={mayManage} />
        ))}
      </Paper>
      <ModeLegend />
    </>
  );
}
