import { expect, it } from 'vitest';
import type { Corner } from '@/entities/zone/corner';
import { insertedAfter, isNear, middleAfter, moved, rectangle, snapped, without } from '@/features/zones/lib/shape';

const TRIANGLE: Corner[] = [
  [0.2, 0.2],
  [0.6, 0.2],
  [0.6, 0.6],
];

it.each<[Corner, Corner]>([
  [
    [0.015, 0.5],
    [0, 0.5],
  ],
  [
    [0.0151, 0.5],
    [0.0151, 0.5],
  ],
  [
    [0.985, 0.9849],
    [1, 0.9849],
  ],
  [
    [-0.2, 1.3],
    [0, 1],
  ],
  [
    [0.123456, 0.5],
    [0.1235, 0.5],
  ],
])('a corner set at %s lies at %s', (point, place) => {
  expect(snapped(point)).toEqual(place);
});

it('a zone is moved as a whole, and stays in the picture', () => {
  expect(moved(TRIANGLE, [0.1, -0.05], false)).toEqual([
    [0.3, 0.15],
    [0.7, 0.15],
    [0.7, 0.55],
  ]);
  expect(moved(TRIANGLE, [0.9, 0.9], false)).toEqual([
    [0.6, 0.6],
    [1, 0.6],
    [1, 1],
  ]);
});

it('a zone that is moved near to an edge is set on it, unless it moves along it', () => {
  expect(moved(TRIANGLE, [-0.19, 0], true)[0]).toEqual([0, 0.2]);
  expect(moved(TRIANGLE, [-0.19, 0], false)[0]).toEqual([0.01, 0.2]);
  expect(moved(TRIANGLE, [0, 0.39], true)[2]).toEqual([0.6, 1]);
});

it('a corner is added in the middle of a side, the last side as well', () => {
  expect(middleAfter(TRIANGLE, 0)).toEqual([0.4, 0.2]);
  expect(middleAfter(TRIANGLE, 2)).toEqual([0.4, 0.4]);
  expect(insertedAfter(TRIANGLE, 2, [0.4, 0.4]).at(-1)).toEqual([0.4, 0.4]);
  expect(without(TRIANGLE, 1)).toEqual([
    [0.2, 0.2],
    [0.6, 0.6],
  ]);
});

it('two clicks of a double click are one place', () => {
  expect(isNear([0.5, 0.5], [0.503, 0.502])).toBe(true);
  expect(isNear([0.5, 0.5], [0.506, 0.5])).toBe(false);
});

it('the rectangle to begin with lies within the picture', () => {
  expect(rectangle()).toHaveLength(4);
});
