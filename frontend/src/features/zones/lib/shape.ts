import type { Corner } from '@/entities/zone/corner';

/** Share of the picture: a corner this near to its edge is set on the edge. */
export const SNAP = 0.015;
/** Two clicks nearer than this are one corner. */
export const SAME_PLACE = 0.004;
/** Corners are kept to a ten thousandth of the picture: a fifth of a pixel of 1920. */
const DIGITS = 1e4;

const round = (value: number): number => Math.round(value * DIGITS) / DIGITS;
const clamp = (value: number): number => Math.min(1, Math.max(0, value));

/** Inside the picture. */
export const inside = ([x, y]: Corner): Corner => [round(clamp(x)), round(clamp(y))];

const snap = (value: number): number => (value <= SNAP ? 0 : value >= 1 - SNAP ? 1 : value);

/** Inside the picture, and on its edge when near to it. */
export const snapped = (point: Corner): Corner => {
  const [x, y] = inside(point);
  return [snap(x), snap(y)];
};

export const isNear = (one: Corner, other: Corner, within = SAME_PLACE): boolean =>
  Math.hypot(one[0] - other[0], one[1] - other[1]) <= within;

export const withCorner = (corners: readonly Corner[], index: number, corner: Corner): Corner[] =>
  corners.map((each, at) => (at === index ? corner : each));

export const without = (corners: readonly Corner[], index: number): Corner[] => corners.filter((_, at) => at !== index);

/** The middle of the side that begins at `index`. */
export function middleAfter(corners: readonly Corner[], index: number): Corner {
  const [x1, y1] = corners[index] ?? [0, 0];
  const [x2, y2] = corners[(index + 1) % corners.length] ?? [x1, y1];
  return [round((x1 + x2) / 2), round((y1 + y2) / 2)];
}

/** A corner more, on the side that begins at `index`. */
export const insertedAfter = (corners: readonly Corner[], index: number, corner: Corner): Corner[] => [
  ...corners.slice(0, index + 1),
  corner,
  ...corners.slice(index + 1),
];

/** The whole polygon moved, without leaving the picture; with `snaps` its outermost corners are set on near edges. */
export function moved(corners: readonly Corner[], by: Corner, snaps: boolean): Corner[] {
  const shift = (axis: 0 | 1): number => {
    const values = corners.map((corner) => corner[axis]);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const step = Math.min(1 - high, Math.max(-low, by[axis]));
    if (!snaps || step === 0) return step;
    if (low + step <= SNAP) return -low;
    return high + step >= 1 - SNAP ? 1 - high : step;
  };
  const [x, y] = [shift(0), shift(1)];
  return corners.map((corner) => inside([corner[0] + x, corner[1] + y]));
}

/** A rectangle to begin with, for those who do not draw with a pointer. */
export const rectangle = (): Corner[] => [
  [0.3, 0.3],
  [0.7, 0.3],
  [0.7, 0.7],
  [0.3, 0.7],
];
