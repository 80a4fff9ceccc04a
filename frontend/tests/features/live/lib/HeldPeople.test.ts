import { expect, it } from 'vitest';
import { HeldPeople } from '@/features/live/lib/HeldPeople';
import type { LivePerson } from '@/types/live';

const worker: LivePerson = { id: 1, box: [0.1, 0.1, 0.2, 0.6], items: { helmet: 'missing' }, violation: true };
const start = Date.parse('2026-11-21T02:00:00Z');
const picture = (ms: number, people: LivePerson[] | null, mode: 'detect' | 'stream' = 'detect') => ({
  at: new Date(start + ms).toISOString(),
  judged: people !== null,
  people: people ?? [],
  mode,
});

it('keeps the boxes on pictures that were not analysed, fainter and fainter, for a second', () => {
  const held = new HeldPeople();
  expect(held.of(picture(0, [worker]))).toEqual({ people: [worker], opacity: 1 });
  const soon = held.of(picture(200, null));
  const late = held.of(picture(1_000, null));
  expect([soon.people, late.people]).toEqual([[worker], [worker]]);
  expect(soon.opacity).toBeLessThan(1);
  expect(late.opacity).toBeLessThan(soon.opacity);
  expect(late.opacity).toBeGreaterThan(0.3);
  expect(held.of(picture(1_001, null)).people).toEqual([]);
});

it('shows nobody as soon as an analysed picture shows nobody', () => {
  const held = new HeldPeople();
  held.of(picture(0, [worker]));
  held.of(picture(200, []));
  expect(held.of(picture(300, null)).people).toEqual([]);
});

it.each([
  ['that was taken before', picture(-40, null)],
  ['of a camera that now only streams', picture(40, null, 'stream')],
])('holds nothing on a picture %s', (_, next) => {
  const held = new HeldPeople();
  held.of(picture(0, [worker]));
  expect(held.of(next).people).toEqual([]);
});
