import { useRef, type PointerEvent, type RefObject } from 'react';
import type { Corner } from '@/entities/zone/corner';
import { insertedAfter, middleAfter, moved, snapped, withCorner } from '@/features/zones/lib/shape';
import type { ShapeEditor } from './useShape';

/** What a pointer holds: a corner, a side's middle that becomes a corner, or the whole zone. */
type Part = { kind: 'corner' | 'middle'; index: number } | { kind: 'zone' };

interface Grip {
  part: Part;
  pointerId: number;
  from: Corner;
  corners: readonly Corner[];
  timer: ReturnType<typeof setTimeout> | null;
}

/** A finger that rests this long on a corner takes it away. Shorter: a slow drag removes corners. */
const LONG_PRESS_MS = 650;
/** Share of the picture: a movement smaller than this is a trembling finger. */
const STILL = 0.012;

/** Dragging with mouse, pen and finger. */
export function useGrip(surface: RefObject<HTMLElement | null>, shape: ShapeEditor) {
  const grip = useRef<Grip | null>(null);

  const pointAt = ({ clientX, clientY }: { clientX: number; clientY: number }): Corner => {
    const box = surface.current?.getBoundingClientRect();
    if (box === undefined || box.width === 0 || box.height === 0) return [0, 0];
    return [(clientX - box.left) / box.width, (clientY - box.top) / box.height];
  };
  const letGo = () => {
    if (grip.current?.timer) clearTimeout(grip.current.timer);
    grip.current = null;
  };

  const begin = (part: Part) => (event: PointerEvent) => {
    if (event.button !== 0 || !shape.closed || grip.current !== null) return;
    const longPress = () => {
      letGo();
      shape.abandon();
      if (part.kind === 'corner') shape.remove(part.index);
    };
    const waits = part.kind === 'corner' && event.pointerType !== 'mouse';
    grip.current = {
      part,
      pointerId: event.pointerId,
      from: pointAt(event),
      corners: shape.corners,
      timer: waits ? setTimeout(longPress, LONG_PRESS_MS) : null,
    };
    // The surface, not the handle, which may be drawn anew while it is held.
    surface.current?.setPointerCapture(event.pointerId);
    shape.hold();
    if (part.kind === 'middle') {
      const { corners } = shape;
      shape.drag(insertedAfter(corners, part.index, middleAfter(corners, part.index)));
    }
  };

  const move = (event: PointerEvent) => {
    const held = grip.current;
    if (held?.pointerId !== event.pointerId) return;
    const at = pointAt(event);
    const by: Corner = [at[0] - held.from[0], at[1] - held.from[1]];
    if (held.timer !== null) {
      if (Math.hypot(...by) < STILL) return;
      clearTimeout(held.timer);
      held.timer = null;
    }
    shape.drag(draggedTo(held, at, by));
  };

  const end = (event: PointerEvent) => {
    if (grip.current?.pointerId !== event.pointerId) return;
    letGo();
    if (event.type === 'pointercancel') shape.abandon();
    else shape.release();
  };

  const cancel = () => {
    letGo();
    shape.abandon();
  };

  return { begin, move, end, cancel, pointAt };
}

function draggedTo({ part, corners }: Grip, at: Corner, by: Corner): Corner[] {
  switch (part.kind) {
    case 'corner':
      return withCorner(corners, part.index, snapped(at));
    case 'middle':
      return insertedAfter(corners, part.index, snapped(at));
    case 'zone':
      return moved(corners, by, true);
  }
}
