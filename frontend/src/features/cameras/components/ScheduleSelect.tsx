import { Anchor, NativeSelect, Radio, Stack, Text } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useSchedules } from '@/entities/schedule/api/listSchedules';
import { useLocale } from '@/lib/i18n/useLocale';

interface Props {
  scheduleId: number | null;
  onChange: (scheduleId: number | null) => void;
  error: ReactNode;
}

/** One mode always, or a schedule. A new schedule opens in another tab, so that this form keeps its input. */
export function ScheduleSelect({ scheduleId, onChange, error }: Props) {
  const { t } = useLocale();
  const schedules = useSchedules();
  const all = schedules.data ?? [];
  const first = all[0];
  const unknown = scheduleId !== null && schedules.data !== undefined && !all.some(({ id }) => id === scheduleId);
  const options = [
    ...all.map(({ id, name }) => ({ value: String(id), label: name })),
    ...(unknown ? [{ value: String(scheduleId), label: '?' }] : []),
  ];
  return (
    <Stack gap="xs">
      <Radio.Group
        label={t('cameras.when')}
        value={scheduleId === null ? 'always' : 'schedule'}
        onChange={(when) => onChange(when === 'always' ? null : (first?.id ?? null))}
      >
        <Stack gap="sm" mt="xs">
          <Radio value="always" label={t('cameras.when_always')} />
          <Radio
            value="schedule"
            label={t('cameras.when_schedule')}
            disabled={first === undefined && scheduleId === null}
          />
        </Stack>
      </Radio.Group>
      {scheduleId !== null && (
        <NativeSelect
          label={t('cameras.schedule')}
          description={t('cameras.schedule_hint')}
          data={options}
          value={String(scheduleId)}
          error={error}
          onChange={(event) => onChange(Number(event.currentTarget.value))}
        />
      )}
      {schedules.isError && schedules.data === undefined && (
        <ProblemAlert error={schedules.error} safe={t('error.safe_typed')} />
      )}
      <Text size="sm">
        <Anchor component={Link} to="/schedules/new" target="_blank">
          {t(first === undefined ? 'cameras.schedule_first' : 'cameras.schedule_new')}{' '}
          <IconExternalLink size={14} aria-label={t('common.new_tab')} />
        </Anchor>
      </Text>
    </Stack>
  );
}
