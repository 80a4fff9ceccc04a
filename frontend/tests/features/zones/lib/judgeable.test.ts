import { expect, it } from 'vitest';
import type { Corner } from '@/entities/zone/corner';
import { contains, judgedZone, verdictOf } from '@/features/zones/lib/judgeable';
import type { Assessability, AssessedCell } from '@/types/api';

const SQUARE: Corner[] = [
  [0.2, 0.2],
  [0.8, 0.2],
  [0.8, 0.8],
  [0.2, 0.8],
];
const cell = (column: number, share: number | null, isTooSmall = false, seconds = 10): AssessedCell => ({
  column,
  row: 5,
  people: 1,
  person_seconds: seconds,
  median_height: 100,
  items: [{ item: 'helmet', assessable_share: share, is_too_small: isTooSmall }],
});
const map = (...cells: AssessedCell[]): Assessability => ({
  since: '',
  until: '',
  truncated: false,
  columns: 10,
  rows: 10,
  cells,
  hours: [],
  rules: [],
});

it.each<[AssessedCell, string]>([
  [cell(0, 0.6), 'good'],
  [cell(0, 0.59), 'partly'],
  [cell(0, 0.9, true), 'small'],
  [cell(0, null), 'unknown'],
])('a part of the picture is judged: %o', (one, verdict) => {
  expect(verdictOf(one, 'helmet')).toBe(verdict);
});

it('an item of which nothing is recorded is not known', () => {
  expect(verdictOf(cell(0, 0.9), 'vest')).toBe('unknown');
});

it.each<[Corner, boolean]>([
  [[0.5, 0.5], true],
  [[0.21, 0.79], true],
  [[0.19, 0.5], false],
  [[0.5, 0.81], false],
])('%s in the square: %s', (point, inside) => {
  expect(contains(SQUARE, point)).toBe(inside);
});

it('a zone in which people are too small for half of their time says so, one outside counts nothing', () => {
  expect(judgedZone(map(cell(3, 0.9), cell(5, 0.1, true), cell(9, 0.9)), SQUARE)).toEqual({
    seen: true,
    tooSmall: ['helmet'],
  });
  expect(judgedZone(map(cell(3, 0.9, false, 11), cell(5, 0.1, true)), SQUARE).tooSmall).toEqual([]);
  expect(judgedZone(map(cell(9, 0.9)), SQUARE)).toEqual({ seen: false, tooSmall: [] });
});
