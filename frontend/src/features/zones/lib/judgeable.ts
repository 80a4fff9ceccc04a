import type { Corner } from '@/entities/zone/corner';
import type { Assessability, AssessedCell } from '@/types/api';

/** How well an item can be judged in a part of the picture. */
export type CellVerdict = 'good' | 'partly' | 'small' | 'unknown';

/** Share of people's time from which on a part counts as one where an item can be judged. */
const WELL = 0.6;
/** Share of people's time in a zone from which on it counts as a place where they are too small. */
const MOSTLY = 0.5;

export function verdictOf(cell: AssessedCell, item: string): CellVerdict {
  const found = cell.items.find((one) => one.item === item);
  if (found === undefined) return 'unknown';
  if (found.is_too_small) return 'small';
  if (found.assessable_share === null) return 'unknown';
  return found.assessable_share >= WELL ? 'good' : 'partly';
}

/** Whether a point lies in the polygon, by the even-odd rule. */
export function contains(corners: readonly Corner[], [x, y]: Corner): boolean {
  let inside = false;
  corners.forEach(([x1, y1], index) => {
    const [x2, y2] = corners[(index + 1) % corners.length] ?? [x1, y1];
    if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside;
  });
  return inside;
}

/** What the map says of a zone: whether anybody was seen there, and items for which people are mostly too small. */
export function judgedZone(
  { cells, columns, rows }: Assessability,
  corners: readonly Corner[],
): { seen: boolean; tooSmall: string[] } {
  const within = cells.filter(({ column, row }) => contains(corners, [(column + 0.5) / columns, (row + 0.5) / rows]));
  const total = within.reduce((sum, cell) => sum + cell.person_seconds, 0);
  const items = [...new Set(within.flatMap((cell) => cell.items.map(({ item }) => item)))];
  const smallShare = (item: string) =>
    within.reduce((sum, cell) => sum + (verdictOf(cell, item) === 'small' ? cell.person_seconds : 0), 0) / total;
  return { seen: total > 0, tooSmall: total > 0 ? items.filter((item) => smallShare(item) >= MOSTLY) : [] };
}
