import { useSchedules } from '@/entities/schedule/api/listSchedules';
import { usePreview } from '@/entities/schedule/api/previewSchedule';
import { currentAndNext } from '@/entities/schedule/previewDays';
import { useSiteZone } from '@/entities/site/zone';
import type { Camera, Definition } from '@/types/api';

const FOLLOWS = ['slot', 'exception', 'otherwise'];
const MINUTE_MS = 60_000;

/** When the camera's schedule changes next; null without a schedule, and while it is not known. */
export function useNextChange(camera: Camera, now: number): string | null {
  const zoneOf = useSiteZone();
  const isReported = FOLLOWS.includes(camera.mode_why.why);
  const schedule = useSchedules().data?.find(({ id }) => id === camera.schedule_id);
  const definition: Definition | null =
    isReported || schedule === undefined
      ? null
      : { otherwise: schedule.otherwise, slots: schedule.slots, exceptions: schedule.exceptions };
  const from = new Date(Math.floor(now / MINUTE_MS) * MINUTE_MS).toISOString();
  const { data, isPlaceholderData } = usePreview({ definition, zone: zoneOf(camera.site_id), from });
  if (camera.schedule_id === null) return null;
  if (isReported) return camera.mode_why.until;
  if (definition === null || data === undefined || isPlaceholderData) return null;
  return currentAndNext(data.intervals, now).next?.from ?? null;
}
