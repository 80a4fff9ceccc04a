import { useSchedules } from '@/entities/schedule/api/listSchedules';
import { useZones } from '@/entities/zone/api/listZones';
import { sentenceOf, type Described } from '@/features/rules/lib/sentence';
import { useLocale } from '@/lib/i18n/useLocale';

type Placed = Described & { zone_id: number | null; schedule_id: number | null };

/** A rule of this camera in one sentence, with the names of its zone and schedule as they are now. */
export function useRuleSentence(cameraId: number): (rule: Placed) => string {
  const { t, locale } = useLocale();
  const zones = useZones(cameraId).data?.items;
  const schedules = useSchedules().data;
  const named = (all: readonly { id: number; name: string }[] | undefined, id: number | null) =>
    id === null ? null : (all?.find((one) => one.id === id)?.name ?? '?');
  return (rule) =>
    sentenceOf(rule, { zone: named(zones, rule.zone_id), schedule: named(schedules, rule.schedule_id) }, t, locale);
}
