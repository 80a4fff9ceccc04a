import { weekBars } from '@/entities/schedule/week';
import { DayTrack, Hours } from '@/features/schedules/components/DayTrack';
import classes from '@/features/schedules/components/Schedules.module.css';
import { useDayNames } from '@/features/schedules/hooks/useDayNames';
import type { ScheduleMode, WeeklySlot } from '@/types/api';

/** A week without exceptions, one bar per day. */
export function WeekGrid({
  slots,
  otherwise,
  label,
}: {
  slots: readonly WeeklySlot[];
  otherwise: ScheduleMode;
  label: string;
}) {
  const names = useDayNames('short');
  return (
    <div className={classes.grid} role="group" aria-label={label}>
      <Hours />
      {weekBars(slots, otherwise).map((bars, day) => (
        <DayTrack key={day} day={names[day] ?? ''} bars={bars} />
      ))}
    </div>
  );
}
