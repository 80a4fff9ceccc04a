import { useEffect, useRef, useState } from 'react';
import { retryFailedEvents } from '@/features/failed-events/api/retryFailedEvents';
import { useFailedEventMutation } from '@/features/failed-events/api/useFailedEventMutation';
import type { Retried } from '@/types/api';

/** What all rounds of a run have done so far. `total` is how many there are to try. */
export interface Run {
  stored: number;
  refused: number;
  left: number;
  tried: number;
  total: number;
}

/** Retries all failed events, round after round, until the end, until stopped, or until the page is left. */
export function useRetryAll() {
  const [run, setRun] = useState<Run | null>(null);
  const [stopping, setStopping] = useState(false);
  const stopped = useRef(false);
  const { mutate, isPending, error } = useFailedEventMutation(async (request) => {
    let cursor: string | null = null;
    do {
      const round: Retried = await retryFailedEvents(request, cursor);
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
  const setStop = (stop: boolean) => {
    stopped.current = stop;
    setStopping(stop);
  };
  return {
    run,
    error,
    isRunning: isPending,
    isStopping: isPending && stopping,
    start: () => {
      setStop(false);
      setRun(null);
      mutate(undefined);
    },
    /** The round in progress ends first. */
    stop: () => setStop(true),
  };
}

function withRound(before: Run | null, { stored, refused, left, untried }: Retried): Run {
  const tried = (before?.tried ?? 0) + stored + refused;
  return {
    stored: (before?.stored ?? 0) + stored,
    refused: (before?.refused ?? 0) + refused,
    left,
    tried,
    total: tried + untried,
  };
}
