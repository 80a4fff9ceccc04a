import type { CameraTimeline, Coverage, Stretch } from '@/types/api';

/** Seconds. `blind` excludes planned time; with `planned` and `watched` it adds up to `whole`. */
export interface Share {
  watched: number;
  blind: number;
  planned: number;
  whole: number;
}

export function shareOf(coverage: Coverage): Share {
  const { watched_seconds: watched, blind_seconds: notWatched, planned_seconds: planned } = coverage;
  return { watched, blind: Math.max(0, notWatched - planned), planned, whole: watched + notWatched };
}

export type PieceKind = 'watched' | 'planned' | 'blind' | 'flickering';

/** A piece of the strip; times in ms. `reason` is null while observed; for a flickering piece, the longest one. */
export interface Piece {
  since: number;
  until: number;
  kind: PieceKind;
  reason: string | null;
  watchedMs: number;
}

/** Pieces shorter than this share of the strip are too small for a pointer: neighbours are merged. */
const SMALLEST = 1 / 400;

const pieceOf = ({ since, until, reason, planned }: Stretch): Piece => {
  const [from, to] = [Date.parse(since), Date.parse(until)];
  return {
    since: from,
    until: to,
    kind: reason === null ? 'watched' : planned ? 'planned' : 'blind',
    reason,
    watchedMs: reason === null ? to - from : 0,
  };
};

/** The timeline as pieces large enough for a pointer. A single short one stays, so that no fault is hidden. */
export function piecesOf(timeline: CameraTimeline): Piece[] {
  const span = Date.parse(timeline.until) - Date.parse(timeline.since);
  const pieces: Piece[] = [];
  let run: Piece[] = [];
  const end = () => {
    if (run.length > 2) pieces.push(together(run));
    else pieces.push(...run);
    run = [];
  };
  for (const piece of timeline.intervals.map(pieceOf)) {
    if (piece.until - piece.since < span * SMALLEST) run.push(piece);
    else {
      end();
      pieces.push(piece);
    }
  }
  end();
  return pieces;
}

function together(run: Piece[]): Piece {
  const longest = new Map<string, number>();
  for (const { reason, since, until } of run)
    if (reason !== null) longest.set(reason, (longest.get(reason) ?? 0) + until - since);
  const [reason] = [...longest].toSorted(([, a], [, b]) => b - a)[0] ?? [null];
  return {
    since: run[0]?.since ?? 0,
    until: run.at(-1)?.until ?? 0,
    kind: 'flickering',
    reason,
    watchedMs: run.reduce((sum, piece) => sum + piece.watchedMs, 0),
  };
}
