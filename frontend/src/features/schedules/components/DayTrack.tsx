import { RULER, type Bar } from '@/entities/schedule/week';
import { useBarText } from '@/features/schedules/hooks/useBarText';
import { useLocale } from '@/lib/i18n/useLocale';
import classes from './Schedules.module.css';

const WORDS_FROM = 0.11;

/** One day: what holds when. Each stretch is told in words to those who do not see it. */
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
  const told = useBarText();
  return (
    <div
      className={classes.day}
      role="img"
      aria-label={`${[day, note].filter(Boolean).join(', ')}: ${bars.map(told).join('; ')}`}
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
            title={told(bar)}
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

/** The hours over the tracks, at their shares of the day: on one on which clocks change they stand elsewhere. */
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
