import { describe, expect, it } from 'vitest';
import { rangeBounds } from '@/entities/site/timeRange';
import { filtersFrom, filtersInto, matches, NO_FILTERS } from '@/entities/violation/filters';
import { aViolation } from '@tests/support/builders';

describe('filters in the address bar', () => {
  it.each([
    ['', NO_FILTERS],
    ['camera=3&item=vest&time=today', { ...NO_FILTERS, cameraId: 3, item: 'vest', range: 'today' }],
    ['severity=critical&rule=12', { ...NO_FILTERS, severity: 'critical', ruleId: '12' }],
    ['severity=worst&rule=a%20b', NO_FILTERS],
    ['camera=x&item=hat&time=never', NO_FILTERS],
    ['camera=-1', NO_FILTERS],
  ])('reads %s', (search, filters) => {
    expect(filtersFrom(new URLSearchParams(search))).toEqual(filters);
  });

  it('come back as they were written', () => {
    const filters = { cameraId: 7, item: 'helmet', range: 'week', severity: 'notice', ruleId: 'anywhere' } as const;
    expect(filtersFrom(filtersInto(new URLSearchParams(), filters))).toEqual(filters);
  });

  it('leave other parameters alone and take "all" out', () => {
    const next = filtersInto(new URLSearchParams('camera=1&other=x'), NO_FILTERS);
    expect(next.toString()).toBe('other=x');
  });
});

describe("time ranges are in the site's days", () => {
  const now = new Date('2026-11-21T02:00:00Z'); // 09:00 in Jakarta
  it.each([
    ['hour', '2026-11-21T01:00:00.000Z', undefined],
    ['today', '2026-11-20T17:00:00.000Z', undefined],
    ['yesterday', '2026-11-19T17:00:00.000Z', '2026-11-20T17:00:00.000Z'],
    ['week', '2026-11-14T02:00:00.000Z', undefined],
  ] as const)('%s', (range, since, until) => {
    const bounds = rangeBounds(range, now, 'Asia/Jakarta');
    expect([bounds.since?.toISOString(), bounds.until?.toISOString()]).toEqual([since, until]);
  });

  it('knows the day on which clocks change', () => {
    const noon = new Date('2026-03-29T12:00:00Z'); // Berlin: the day has 23 hours
    expect(rangeBounds('today', noon, 'Europe/Berlin').since?.toISOString()).toBe('2026-03-28T23:00:00.000Z');
  });
});

it.each([
  [{}, true],
  [{ cameraId: 1 }, true],
  [{ cameraId: 2 }, false],
  [{ item: 'vest' }, false],
  [{ item: 'helmet' }, true],
  [{ severity: 'warning' }, true],
  [{ severity: 'critical' }, false],
  [{ ruleId: 'anywhere' }, true],
  [{ ruleId: '5' }, false],
  [{ range: 'today' }, true],
  [{ range: 'yesterday' }, false],
] as const)('a violation that has just opened matches %o: %s', (filters, expected) => {
  expect(matches(aViolation(), { ...NO_FILTERS, ...filters })).toBe(expected);
});
