import { useEffect, useRef, useState } from 'react';
import { request } from '@/lib/api/request';
import type { Retried } from '@/types/api';
import { PATH, useChange } from '@/features/failed-events/api/listFailedEvents';

/** What all rounds of a run have done so far. `whole` is how many there are to try. */
export interface Run {
  stored: number;
  refused: number;
  left: number;
  tried: number;
  whole: number;
}

/** Tries all again, round after round, each behind the last one tried, until the end, until it is stopped or until the page is left. */
export function useRetryAll() {
  const [run, setRun] = useState<Run | null>(null);
  const [stopping, setStopping] = useState(false);
  const stopped = useRef(false);
  const { mutate, isPending, error } = useChange(async () => {
    let cursor: string | null = null;
    do {
      const round: Retried = await request<Retried>(
        cursor === null ? `${PATH}/retry-all` : `${PATH}/retry-all?cursor=${encodeURIComponent(cursor)}`,
        { method: 'POST', body: {} },
      );
      setRun((before) => withRound(before, round));
      cursor = round.next_cursor;
    } while (cursor !== null && !stopped.current);
  });
  useEffect(
    () => () => {
      stopped.current = true;
    },
    [],
  );
  const halt = (yes: boolean) => {
    stopped.current = yes;
    setStopping(yes);
  };
  return {
    run,
    error,
    isRunning: isPending,
    isStopping: isPending && stopping,
    start: () => {
      halt(false);
      setRun(null);
      mutate(undefined);
    },
    /** The round that is on its way ends first. */
    stop: () => halt(true),
  };
}

function withRound(before: Run | null, { stored, refused, left, untried }: Retried): Run {
  const tried = (before?.tried ?? 0) + stored + refused;
  return {
    stored: (before?.stored ?? 0) + stored,
    refused: (before?.refused ?? 0) + refused,
    left,
    tried,
    whole: tried + untried,
  };
}
