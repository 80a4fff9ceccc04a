import { useReducer, useState } from 'react';
import type { Corner } from '@/entities/zone/corner';
import { canRemove, edited, OPEN, startOf, type Shape } from '@/features/zones/lib/editing';
import { faultOf, LEAST_CORNERS, MOST_CORNERS, withoutRepetition } from '@/features/zones/lib/polygon';
import { insertedAfter, inside, isNear, middleAfter, moved, withCorner, without } from '@/features/zones/lib/shape';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Key } from '@/locales';

export const percent = (fraction: number): string => String(Math.round(fraction * 1000) / 10);

/** A polygon in work: its changes, its history, and what of it is announced to who does not see it. */
export function useShape() {
  const { t } = useLocale();
  const [editing, dispatch] = useReducer(edited, startOf(OPEN));
  const [announcement, announce] = useState('');
  /** The corner that takes the keyboard's focus when it is drawn next. */
  const [wanted, want] = useState<number | null>(null);
  const { corners, closed } = editing.shape;

  /** Why the last step was not taken. */
  const [refusal, setRefusal] = useState<string | null>(null);

  const change = (next: readonly Corner[], isClosed = closed) => {
    setRefusal(null);
    dispatch({ type: 'change', shape: { corners: next, closed: isClosed } });
  };
  const refuse = (why: Key) => {
    setRefusal(t(why));
    announce(t(why));
  };
  const placeOf = (index: number, [x, y]: Corner, n: number) =>
    t('zones.corner_at', { i: index + 1, n, x: percent(x), y: percent(y) });

  const close = () => {
    if (withoutRepetition(corners).length < LEAST_CORNERS) {
      refuse('zones.fault_too_few_corners');
      return;
    }
    change(corners, true);
    announce(t('zones.closed', { n: corners.length }));
  };
  const add = (corner: Corner) => {
    const [first, last] = [corners[0], corners.at(-1)];
    if (last !== undefined && isNear(last, corner)) return;
    if (corners.length >= LEAST_CORNERS && first !== undefined && isNear(first, corner)) {
      close();
      return;
    }
    if (corners.length >= MOST_CORNERS) {
      refuse('zones.fault_too_many_corners');
      return;
    }
    change([...corners, corner]);
    announce(placeOf(corners.length, corner, corners.length + 1));
  };
  const insert = (index: number) => {
    if (corners.length >= MOST_CORNERS) {
      refuse('zones.fault_too_many_corners');
      return;
    }
    const corner = middleAfter(corners, index);
    change(insertedAfter(corners, index, corner));
    want(index + 1);
    announce(placeOf(index + 1, corner, corners.length + 1));
  };
  const remove = (index: number) => {
    if (!canRemove(editing.shape)) {
      refuse('zones.corner_stays');
      return;
    }
    change(without(corners, index));
    if (corners.length > 1) want(Math.min(index, corners.length - 2));
    announce(t('zones.corner_removed', { i: index + 1, n: corners.length - 1 }));
  };
  const step = (index: number, [dx, dy]: Corner) => {
    const [x, y] = corners[index] ?? [0, 0];
    const corner = inside([x + dx, y + dy]);
    change(withCorner(corners, index, corner));
    announce(placeOf(index, corner, corners.length));
  };
  const stepAll = (by: Corner) => {
    const next = moved(corners, by, false);
    change(next);
    if (next[0]) announce(placeOf(0, next[0], corners.length));
  };

  return {
    corners,
    closed,
    fault: closed ? faultOf(corners) : null,
    isHeld: editing.held !== null,
    canUndo: editing.past.length > 0,
    canRedo: editing.future.length > 0,
    announcement,
    refusal,
    wanted,
    want,
    announce,
    start: (shape: Shape) => {
      setRefusal(null);
      announce('');
      dispatch({ type: 'start', shape });
    },
    add,
    close,
    insert,
    remove,
    step,
    stepAll,
    hold: () => dispatch({ type: 'hold' }),
    drag: (next: readonly Corner[]) => dispatch({ type: 'drag', corners: next }),
    release: () => dispatch({ type: 'release' }),
    abandon: () => dispatch({ type: 'abandon' }),
    undo: () => dispatch({ type: 'undo' }),
    redo: () => dispatch({ type: 'redo' }),
  };
}

export type ShapeEditor = ReturnType<typeof useShape>;
