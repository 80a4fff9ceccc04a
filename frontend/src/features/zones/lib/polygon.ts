import type { Corner } from '@/entities/zone/corner';

/** The rules of the backend's polygons, so that a fault shows while drawing. The backend decides. */
export const LEAST_CORNERS = 3;
export const MOST_CORNERS = 100;
/** Share of the picture. */
export const LEAST_AREA = 1e-4;

export type PolygonFault =
  'too_few_corners' | 'too_many_corners' | 'not_a_number' | 'outside' | 'crosses_itself' | 'no_area';

/** The first fault of a polygon; null when it can be used. A corner given twice in a row counts once. */
export function faultOf(corners: readonly Corner[]): PolygonFault | null {
  if (corners.length > MOST_CORNERS) return 'too_many_corners';
  if (!corners.flat().every(Number.isFinite)) return 'not_a_number';
  if (!corners.flat().every((value) => value >= 0 && value <= 1)) return 'outside';
  const distinct = withoutRepetition(corners);
  if (distinct.length < LEAST_CORNERS) return 'too_few_corners';
  if (crossesItself(distinct)) return 'crosses_itself';
  return area(distinct) < LEAST_AREA ? 'no_area' : null;
}

const isSame = (one: Corner, other: Corner): boolean => one[0] === other[0] && one[1] === other[1];

/** The corner at `index`, counted on over the last one. */
const at = (corners: readonly Corner[], index: number): Corner =>
  corners[(index + corners.length) % corners.length] ?? [Number.NaN, Number.NaN];

/** The corners without those that equal the one before. */
export const withoutRepetition = (corners: readonly Corner[]): Corner[] =>
  corners.filter((corner, index) => !isSame(corner, at(corners, index - 1)));

/** Share of the picture, 0 to 1, by the shoelace formula. */
export function area(corners: readonly Corner[]): number {
  const twice = corners.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = at(corners, index + 1);
    return sum + x * nextY - y * nextX;
  }, 0);
  return Math.abs(twice) / 2;
}

function crossesItself(corners: readonly Corner[]): boolean {
  const count = corners.length;
  for (let i = 0; i < count; i += 1) {
    for (let j = i + 1; j < count; j += 1) {
      const neighbours = j - i === 1 || (i === 0 && j === count - 1);
      const [a, b, c, d] = [at(corners, i), at(corners, i + 1), at(corners, j), at(corners, j + 1)];
      if (!neighbours && intersect(a, b, c, d)) return true;
      if (neighbours && count > LEAST_CORNERS && (j - i === 1 ? foldsBack(b, a, d) : foldsBack(a, b, c))) return true;
    }
  }
  return false;
}

/** Whether two sides that share a corner run over each other. */
function foldsBack(shared: Corner, one: Corner, other: Corner): boolean {
  const ahead = (one[0] - shared[0]) * (other[0] - shared[0]) + (one[1] - shared[1]) * (other[1] - shared[1]);
  return orientation(shared, one, other) === 0 && ahead > 0;
}

/** Whether the segments a–b and c–d share a point. */
function intersect(a: Corner, b: Corner, c: Corner, d: Corner): boolean {
  const orientations = [orientation(a, b, c), orientation(a, b, d), orientation(c, d, a), orientation(c, d, b)];
  if (orientations[0] !== orientations[1] && orientations[2] !== orientations[3]) return true;
  const touching: [Corner, Corner, Corner][] = [
    [a, b, c],
    [a, b, d],
    [c, d, a],
    [c, d, b],
  ];
  return touching.some(([from, to, point], index) => orientations[index] === 0 && between(from, to, point));
}

/** 1 when a–b–c turns left, -1 right, 0 straight on. */
const orientation = (a: Corner, b: Corner, c: Corner): number =>
  Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));

/** Whether a point on the line a–b lies between the two. */
const between = (a: Corner, b: Corner, point: Corner): boolean =>
  Math.min(a[0], b[0]) <= point[0] &&
  point[0] <= Math.max(a[0], b[0]) &&
  Math.min(a[1], b[1]) <= point[1] &&
  point[1] <= Math.max(a[1], b[1]);
