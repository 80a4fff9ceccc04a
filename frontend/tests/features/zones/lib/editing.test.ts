import { expect, it } from 'vitest';
import type { Corner } from '@/entities/zone/corner';
import { canRemove, edited, startOf, type Editing, type EditingStep } from '@/features/zones/lib/editing';

const CORNERS: Corner[] = [
  [0.2, 0.2],
  [0.6, 0.2],
  [0.6, 0.6],
];
const MOVED: Corner[] = [
  [0.1, 0.2],
  [0.6, 0.2],
  [0.6, 0.6],
];
const closed = (corners: readonly Corner[]) => ({ corners, closed: true });
const after = (...steps: EditingStep[]): Editing => steps.reduce(edited, startOf(closed(CORNERS)));

it('a drag is one step, which undo takes back and redo repeats', () => {
  const dragged = after(
    { type: 'hold' },
    { type: 'drag', corners: CORNERS.slice(1) },
    { type: 'drag', corners: MOVED },
  );
  expect(dragged.past).toEqual([]);
  const released = edited(dragged, { type: 'release' });
  expect(released.past).toHaveLength(1);
  const undone = edited(released, { type: 'undo' });
  expect(undone.shape.corners).toEqual(CORNERS);
  expect(edited(undone, { type: 'redo' }).shape.corners).toEqual(MOVED);
});

it('an abandoned drag leaves the zone as it was, and no step', () => {
  const abandoned = after({ type: 'hold' }, { type: 'drag', corners: MOVED }, { type: 'abandon' });
  expect([abandoned.shape.corners, abandoned.past]).toEqual([CORNERS, []]);
});

it('a click on a corner, which moves nothing, is no step', () => {
  expect(after({ type: 'hold' }, { type: 'release' }).past).toEqual([]);
});

it('a change after undo ends what could be repeated', () => {
  const changed = after(
    { type: 'change', shape: closed(MOVED) },
    { type: 'undo' },
    { type: 'change', shape: closed(CORNERS.slice(1)) },
  );
  expect(changed.future).toEqual([]);
  expect(edited(changed, { type: 'redo' })).toBe(changed);
});

it('undo and redo without a step change nothing, nor does undo during a drag', () => {
  const fresh = startOf(closed(CORNERS));
  expect(edited(fresh, { type: 'undo' })).toBe(fresh);
  expect(edited(fresh, { type: 'redo' })).toBe(fresh);
  const held = after({ type: 'change', shape: closed(MOVED) }, { type: 'hold' });
  expect(edited(held, { type: 'undo' })).toBe(held);
});

it('three corners stay; while drawing all can be taken back', () => {
  expect(canRemove(closed(CORNERS))).toBe(false);
  expect(canRemove(closed([...CORNERS, [0.3, 0.6]]))).toBe(true);
  expect(canRemove({ corners: CORNERS.slice(2), closed: false })).toBe(true);
});
