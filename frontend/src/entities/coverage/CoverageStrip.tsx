import { useId, useState, type KeyboardEvent } from 'react';
import { useZone } from '@/entities/site/zone';
import { useLocale } from '@/lib/i18n/useLocale';
import { durationText } from '@/lib/time/duration';
import { shortTime } from '@/lib/time/zonedTime';
import type { CameraTimeline } from '@/types/api';
import { piecesOf, type Piece } from './coverage';
import classes from './Coverage.module.css';
import { CoverageSentence } from './CoverageSentence';
import { useBlindReason } from './useBlindReason';

const DAY_MS = 86_400_000;
const STEPS: Record<string, (chosen: number, last: number) => number> = {
  ArrowLeft: (chosen) => Math.max(0, chosen - 1),
  ArrowRight: (chosen, last) => Math.min(last, chosen + 1),
  Home: () => 0,
  End: (_, last) => last,
};

/** A camera's last 24 hours as a strip, for pointer and arrow keys, with a text for the selected part. */
export function CoverageStrip({ timeline }: { timeline: CameraTimeline }) {
  const { t, locale } = useLocale();
  const zone = useZone();
  const id = useId();
  const reasonText = useBlindReason();
  const [chosen, setChosen] = useState<number | null>(null);
  const pieces = piecesOf(timeline);
  const until = Date.parse(timeline.until);
  const first = until - DAY_MS;
  const share = (ms: number) => `${Math.max(0, (ms / DAY_MS) * 100)}%`;
  const clock = (ms: number) => shortTime(new Date(ms).toISOString(), zone, locale, until);

  const words = (piece: Piece): string => {
    const message = timeline.by_reason.find(({ reason }) => reason === piece.reason)?.message ?? piece.reason ?? '';
    const reason = piece.reason === null ? t('coverage.watching') : reasonText(piece.reason, message);
    const whole = durationText((piece.until - piece.since) / 1000, t);
    const what =
      piece.kind === 'flickering'
        ? t('coverage.flickering', { watched: durationText(piece.watchedMs / 1000, t), whole, reason })
        : reason;
    return `${t('coverage.from_to', { from: clock(piece.since), to: clock(piece.until) })} (${whole}): ${what}`;
  };
  const walk = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (event.key === 'Escape') setChosen(null);
    if (step === undefined || pieces.length === 0) return;
    event.preventDefault();
    setChosen((before) => step(before ?? pieces.length, pieces.length - 1));
  };
  const shown = chosen === null ? undefined : pieces[chosen];

  return (
    <div>
      <div
        className={classes.strip}
        role="listbox"
        aria-orientation="horizontal"
        aria-label={t('coverage.strip', { name: timeline.camera_name })}
        aria-describedby={`${id}-text`}
        aria-activedescendant={chosen === null ? undefined : `${id}-${chosen}`}
        tabIndex={0}
        title={shown ? undefined : t('coverage.strip_hint')}
        onKeyDown={walk}
        onBlur={() => setChosen(null)}
        onMouseLeave={() => setChosen(null)}
      >
        {pieces.map((piece, index) => (
          <div
            key={piece.since}
            id={`${id}-${index}`}
            className={classes.piece}
            role="option"
            aria-selected={index === chosen}
            aria-label={words(piece)}
            data-kind={piece.reason === 'unknown' && piece.kind === 'blind' ? 'unknown' : piece.kind}
            style={{ left: share(piece.since - first), width: share(piece.until - piece.since) }}
            onMouseEnter={() => setChosen(index)}
            onClick={() => setChosen(index)}
          />
        ))}
      </div>
      <div className={classes.hours} aria-hidden>
        <span>{clock(first)}</span>
        <span>{clock(first + DAY_MS / 2)}</span>
        <span>{clock(until)}</span>
      </div>
      <div className={classes.text} id={`${id}-text`}>
        {shown ? words(shown) : <CoverageSentence coverage={timeline} />}
      </div>
    </div>
  );
}
