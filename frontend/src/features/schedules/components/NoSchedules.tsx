import { Button, Paper } from '@mantine/core';
import { IconCalendarWeek, IconPlus } from '@tabler/icons-react';
import { Link } from 'react-router';
import { Message } from '@/components/Message';
import { DAYS } from '@/entities/schedule/week';
import { useLocale } from '@/lib/i18n/useLocale';
import { ModeLegend } from './ModeLegend';
import { WeekStrip } from './WeekStrip';

/** The empty state: what a schedule is, with an example. */
export function NoSchedules({ mayManage }: { mayManage: boolean }) {
  const { t } = useLocale();
  const night = { days: [...DAYS], start: '22:00', end: '06:00', mode: 'off' as const, name: '' };
  const day = { days: [1, 2, 3, 4, 5], start: '07:00', end: '15:00', mode: 'detect' as const, name: '' };
  return (
    <Message tone="neutral" icon={IconCalendarWeek} title={t('schedules.empty')} text={t('schedules.empty_hint')}>
      <Paper withBorder p="md" w="100%">
        <WeekStrip slots={[day, night]} otherwise="stream" />
        <ModeLegend />
      </Paper>
      {mayManage ? (
        <Button component={Link} to="/schedules/new" size="md" leftSection={<IconPlus size={18} />}>
          {t('schedules.new')}
        </Button>
      ) : (
        t('schedules.empty_viewer')
      )}
    </Message>
  );
}
