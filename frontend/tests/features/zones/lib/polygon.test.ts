import { expect, it } from 'vitest';
import { centreOf, type Corner } from '@/entities/zone/corner';
import { area, faultOf, LEAST_AREA, MOST_CORNERS, withoutRepetition } from '@/features/zones/lib/polygon';

const SQUARE: Corner[] = [
  [0.2, 0.2],
  [0.8, 0.2],
  [0.8, 0.8],
  [0.2, 0.8],
];
const circle = (count: number): Corner[] =>
  Array.from({ length: count }, (_, i) => {
    const angle = (2 * Math.PI * i) / count;
    return [0.5 + 0.4 * Math.cos(angle), 0.5 + 0.4 * Math.sin(angle)];
  });

// The table of tests/unit/core/zones/test_polygon.py: both must answer the same.
it.each<[string, Corner[], ReturnType<typeof faultOf>]>([
  ['nothing', [], 'too_few_corners'],
  [
    'two corners',
    [
      [0.1, 0.1],
      [0.9, 0.9],
    ],
    'too_few_corners',
  ],
  [
    'two corners, one of them twice',
    [
      [0.1, 0.1],
      [0.9, 0.9],
      [0.9, 0.9],
    ],
    'too_few_corners',
  ],
  [
    'two corners and the first again',
    [
      [0.1, 0.1],
      [0.9, 0.9],
      [0.1, 0.1],
    ],
    'too_few_corners',
  ],
  ['the most corners', circle(MOST_CORNERS), null],
  ['one corner too many', circle(MOST_CORNERS + 1), 'too_many_corners'],
  [
    'no number',
    [
      [0.1, 0.1],
      [Number.NaN, 0.5],
      [0.9, 0.9],
    ],
    'not_a_number',
  ],
  [
    'the edges of the picture',
    [
      [0, 0],
      [1, 0],
      [1, 1],
    ],
    null,
  ],
  [
    'above the picture',
    [
      [0, -0.001],
      [1, 0],
      [1, 1],
    ],
    'outside',
  ],
  [
    'right of the picture',
    [
      [0, 0],
      [1.001, 0],
      [1, 1],
    ],
    'outside',
  ],
  [
    'a bow tie',
    [
      [0.1, 0.1],
      [0.9, 0.9],
      [0.9, 0.1],
      [0.1, 0.9],
    ],
    'crosses_itself',
  ],
  [
    'a side that runs back over the one before',
    [
      [0.1, 0.1],
      [0.9, 0.1],
      [0.5, 0.1],
      [0.5, 0.9],
    ],
    'crosses_itself',
  ],
  [
    'two corners in one place',
    [
      [0.1, 0.5],
      [0.5, 0.1],
      [0.9, 0.5],
      [0.5, 0.5],
      [0.1, 0.9],
      [0.5, 0.5],
    ],
    'crosses_itself',
  ],
  [
    'three corners in a line',
    [
      [0.1, 0.1],
      [0.5, 0.1],
      [0.9, 0.1],
    ],
    'no_area',
  ],
  ['a square', SQUARE, null],
])('of %s', (_, corners, fault) => {
  expect(faultOf(corners)).toBe(fault);
});

it.each([
  [0.99, 'no_area'],
  [1.01, null],
])('a square of %f times the least area', (factor, fault) => {
  const side = Math.sqrt(LEAST_AREA * factor);
  const end = 0.5 + side;
  expect(
    faultOf([
      [0.5, 0.5],
      [end, 0.5],
      [end, end],
      [0.5, end],
    ]),
  ).toBe(fault);
});

it('a corner given twice counts once', () => {
  const corners: Corner[] = [
    [0.1, 0.1],
    [0.1, 0.1],
    [0.9, 0.1],
    [0.5, 0.9],
    [0.1, 0.1],
  ];
  expect(withoutRepetition(corners)).toEqual([
    [0.9, 0.1],
    [0.5, 0.9],
    [0.1, 0.1],
  ]);
});

it('area and centre do not depend on the direction', () => {
  for (const corners of [SQUARE, SQUARE.toReversed()]) {
    expect(area(corners)).toBeCloseTo(0.36);
    expect(centreOf(corners).map((value) => Math.round(value * 100) / 100)).toEqual([0.5, 0.5]);
  }
});

it('a polygon without area has the mean of its corners as its centre', () => {
  const [x, y] = centreOf([
    [0.1, 0.1],
    [0.5, 0.1],
    [0.9, 0.1],
  ]);
  expect([x, y]).toEqual([0.5, expect.closeTo(0.1)]);
});
