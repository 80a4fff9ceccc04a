import { useState, type KeyboardEvent } from 'react';
import type { Corner } from '@/entities/zone/corner';
import { inside } from '@/features/zones/lib/shape';
import { useLocale } from '@/lib/i18n/useLocale';
import { percent, type ShapeEditor } from './useShape';

const STEP = 0.005;
const WIDE_STEP = 0.05;

/** The step of an arrow key; null for other keys. */
function arrowOf({ key, shiftKey }: KeyboardEvent): Corner | null {
  const step = shiftKey ? WIDE_STEP : STEP;
  switch (key) {
    case 'ArrowLeft':
      return [-step, 0];
    case 'ArrowRight':
      return [step, 0];
    case 'ArrowUp':
      return [0, -step];
    case 'ArrowDown':
      return [0, step];
    default:
      return null;
  }
}

/** Drawing and changing a zone by keyboard alone. `onCancel`: Escape outside a drag. */
export function useShapeKeys(shape: ShapeEditor, cancelDrag: () => void, onCancel: () => void) {
  const { t } = useLocale();
  /** Where the next corner is set, while a zone is being drawn. */
  const [cursor, setCursor] = useState<Corner>([0.5, 0.5]);

  /** Whether the key was for the whole drawing. */
  const general = (event: KeyboardEvent): boolean => {
    const withCommand = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    if (withCommand && key === 'z') (event.shiftKey ? shape.redo : shape.undo)();
    else if (withCommand && key === 'y') shape.redo();
    else if (event.key === 'Escape') (shape.isHeld ? cancelDrag : onCancel)();
    else return false;
    return true;
  };
  const drawing = (event: KeyboardEvent): boolean => {
    const arrow = arrowOf(event);
    if (arrow !== null) {
      const next = inside([cursor[0] + arrow[0], cursor[1] + arrow[1]]);
      setCursor(next);
      shape.announce(t('zones.cursor_at', { x: percent(next[0]), y: percent(next[1]) }));
    } else if (event.key === ' ' || event.key.toLowerCase() === 'a') shape.add(cursor);
    else if (event.key === 'Enter') shape.close();
    else if (event.key === 'Backspace' || event.key === 'Delete') shape.undo();
    else return false;
    return true;
  };
  const corner = (index: number, event: KeyboardEvent): boolean => {
    const arrow = arrowOf(event);
    if (arrow !== null) shape.step(index, arrow);
    else if (event.key === 'Delete' || event.key === 'Backspace') shape.remove(index);
    else if (event.key.toLowerCase() === 'a' && shape.closed) shape.insert(index);
    else return false;
    return true;
  };
  const whole = (event: KeyboardEvent): boolean => {
    const arrow = arrowOf(event);
    if (arrow !== null) shape.stepAll(arrow);
    return arrow !== null;
  };
  const taken = (event: KeyboardEvent, wasTaken: boolean) => {
    if (!wasTaken) return;
    event.preventDefault();
    event.stopPropagation();
  };

  return {
    cursor,
    setCursor,
    onStage: (event: KeyboardEvent) =>
      taken(event, general(event) || (!shape.closed && event.target === event.currentTarget && drawing(event))),
    onCorner: (index: number) => (event: KeyboardEvent) =>
      taken(event, !event.ctrlKey && !event.metaKey && corner(index, event)),
    onZone: (event: KeyboardEvent) => taken(event, whole(event)),
  };
}
