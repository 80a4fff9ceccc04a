import type { Corner } from '@/entities/zone/corner';
import { LEAST_CORNERS } from './polygon';

/** A polygon in work. `closed` is false while its corners are being set one after the other. */
export interface Shape {
  corners: readonly Corner[];
  closed: boolean;
}

/** A polygon with its history. */
export interface Editing {
  shape: Shape;
  past: readonly Shape[];
  future: readonly Shape[];
  /** The shape before the current drag; null outside one. */
  held: Shape | null;
}

export type EditingStep =
  | { type: 'start'; shape: Shape }
  | { type: 'change'; shape: Shape }
  | { type: 'hold' }
  | { type: 'drag'; corners: readonly Corner[] }
  | { type: 'release' }
  | { type: 'abandon' }
  | { type: 'undo' }
  | { type: 'redo' };

/** More steps than anybody takes back one by one. */
const MOST_STEPS = 200;
export const OPEN: Shape = { corners: [], closed: false };
export const startOf = (shape: Shape): Editing => ({ shape, past: [], future: [], held: null });

const isSame = (one: Shape, other: Shape): boolean => JSON.stringify(one) === JSON.stringify(other);

const changed = (now: Editing, from: Shape, to: Shape): Editing =>
  isSame(from, to)
    ? { ...now, shape: to, held: null }
    : { shape: to, past: [...now.past, from].slice(-MOST_STEPS), future: [], held: null };

/** A drag is one step, however many positions it went through. */
export function edited(now: Editing, step: EditingStep): Editing {
  switch (step.type) {
    case 'start':
      return startOf(step.shape);
    case 'change':
      return changed(now, now.shape, step.shape);
    case 'hold':
      return { ...now, held: now.shape };
    case 'drag':
      return now.held === null ? now : { ...now, shape: { ...now.shape, corners: step.corners } };
    case 'release':
      return now.held === null ? now : changed(now, now.held, now.shape);
    case 'abandon':
      return now.held === null ? now : { ...now, shape: now.held, held: null };
    case 'undo': {
      const before = now.past.at(-1);
      if (before === undefined || now.held !== null) return now;
      return { shape: before, past: now.past.slice(0, -1), future: [now.shape, ...now.future], held: null };
    }
    case 'redo': {
      const [next, ...rest] = now.future;
      if (next === undefined || now.held !== null) return now;
      return { shape: next, past: [...now.past, now.shape], future: rest, held: null };
    }
  }
}

/** Whether a corner can be taken away, so that a polygon is left. */
export const canRemove = ({ corners, closed }: Shape): boolean => corners.length > (closed ? LEAST_CORNERS : 0);
