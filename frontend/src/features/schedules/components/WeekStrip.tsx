import { weekBars } from '@/entities/schedule/week';
import { useBarText } from '@/features/schedules/hooks/useBarText';
import { useDayNames } from '@/features/schedules/hooks/useDayNames';
import type { ScheduleMode, WeeklySlot } from '@/types/api';
import classes from './Schedules.module.css';

/** A week in one line, for a list. */
export function WeekStrip({ slots, otherwise }: { slots: readonly WeeklySlot[]; otherwise: ScheduleMode }) {
  const long = useDayNames('long');
  const short = useDayNames('short');
  const textOf = useBarText();
  return (
    <div className={classes.strip}>
      {weekBars(slots, otherwise).map((bars, day) => (
        <div
          key={day}
          role="img"
          aria-label={`${long[day] ?? ''}: ${bars.map(textOf).join('; ')}`}
          title={bars.map(textOf).join('\n')}
        >
          <span className={classes.mini}>
            {bars.map((bar) => (
              <span
                key={bar.begins}
                className={classes.bar}
                data-mode={bar.mode}
                style={{ left: `${bar.begins * 100}%`, width: `${(bar.ends - bar.begins) * 100}%` }}
              />
            ))}
          </span>
          <small>{short[day]}</small>
        </div>
      ))}
    </div>
  );
}
