import { Anchor, NativeSelect, Text } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { Link } from 'react-router';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useSchedules } from '@/entities/schedule/api/listSchedules';
import { useZones } from '@/entities/zone/api/listZones';
import type { RuleEditor } from '@/features/rules/hooks/useRuleForm';
import { useLocale } from '@/lib/i18n/useLocale';

interface Named {
  id: number;
  name: string;
}

/** A choice of none or one, which also shows one that is no longer there. */
const optionsOf = (none: string, all: readonly Named[], chosen: number | null) => [
  { value: '', label: none },
  ...all.map(({ id, name }) => ({ value: String(id), label: name })),
  ...(chosen !== null && !all.some(({ id }) => id === chosen) ? [{ value: String(chosen), label: '?' }] : []),
];
const chosenOf = (value: string): number | null => (value === '' ? null : Number(value));

/** Where and when the rule applies. A new schedule opens in another tab, so that this form keeps its input. */
export function PlaceFields({ cameraId, editor: { form, errorAt } }: { cameraId: number; editor: RuleEditor }) {
  const { t } = useLocale();
  const zones = useZones(cameraId);
  const schedules = useSchedules();
  const { zone_id: zoneId, schedule_id: scheduleId } = form.values;
  const places = (zones.data?.items ?? []).filter(({ kind }) => kind === 'rule');
  return (
    <>
      <NativeSelect
        label={t('rules.where')}
        description={places.length === 0 ? t('rules.where_hint') : undefined}
        data={optionsOf(t('rules.whole_picture'), places, zoneId)}
        value={zoneId ?? ''}
        error={errorAt('zone_id')}
        onChange={(event) => form.setFieldValue('zone_id', chosenOf(event.currentTarget.value))}
      />
      <NativeSelect
        label={t('rules.when')}
        description={t('rules.when_hint')}
        data={optionsOf(t('rules.when_always'), schedules.data ?? [], scheduleId)}
        value={scheduleId ?? ''}
        error={errorAt('schedule_id')}
        onChange={(event) => form.setFieldValue('schedule_id', chosenOf(event.currentTarget.value))}
      />
      <Text size="sm" mt={-12}>
        <Anchor component={Link} to="/schedules/new" target="_blank" size="sm">
          {t('cameras.schedule_new')} <IconExternalLink size={14} aria-label={t('common.new_tab')} />
        </Anchor>
      </Text>
      {[zones, schedules].map(
        (query, index) =>
          query.isError &&
          query.data === undefined && <ProblemAlert key={index} error={query.error} safe={t('error.safe_typed')} />,
      )}
    </>
  );
}
