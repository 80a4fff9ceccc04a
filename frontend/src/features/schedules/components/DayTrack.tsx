import { RULER, type Bar } from '@/entities/schedule/week';
import { useBarText } from '@/features/schedules/hooks/useBarText';
import { useLocale } from '@/lib/i18n/useLocale';
import classes from './Schedules.module.css';

const WORDS_FROM = 0.11;

/** One day as a bar, with a text alternative for screen readers. */
export function DayTrack({
  day,
  bars,
  note,
  now,
}: {
  day: string;
  bars: Bar[];
  note?: string | null;
  now?: number | null;
}) {
  const { t } = useLocale();
  const textOf = useBarText();
  return (
    <div
      className={classes.day}
      role="img"
      aria-label={`${[day, note].filter(Boolean).join(', ')}: ${bars.map(textOf).join('; ')}`}
    >
      <span className={classes.dayName}>
        {day}
        {note && <small>{note}</small>}
      </span>
      <span className={classes.track}>
        {bars.map((bar) => (
          <span
            key={bar.begins}
            className={classes.bar}
            data-mode={bar.mode}
            data-continues={bar.continues || undefined}
            title={textOf(bar)}
            style={{ left: `${bar.begins * 100}%`, width: `${(bar.ends - bar.begins) * 100}%` }}
          >
            {bar.ends - bar.begins >= WORDS_FROM && <span>{bar.name || t(`mode.${bar.mode}`)}</span>}
          </span>
        ))}
        {now !== null && now !== undefined && <span className={classes.now} style={{ left: `${now * 100}%` }} />}
      </span>
    </div>
  );
}

/** The hours above the bars, as shares of the day: on a day when clocks change their positions differ. */
export function Hours({ at = RULER.map((hour) => hour / 24) }: { at?: readonly number[] }) {
  return (
    <div className={classes.hours} aria-hidden>
      {RULER.map((hour, index) => (
        <span key={hour} style={{ left: `${(at[index] ?? 0) * 100}%` }}>
          {String(hour).padStart(2, '0')}
        </span>
      ))}
    </div>
  );
}
