import { expect, it } from 'vitest';
import { piecesOf, shareOf } from '@/entities/coverage/coverage';
import { fill } from '@/lib/i18n/fill';
import { durationText } from '@/lib/time/duration';
import { coverage as en } from '@/locales/en/coverage';
import { aCoverage, aTimeline } from '@tests/support/builders';

const START = Date.parse('2026-11-20T02:00:00Z');
const stretch = (from: number, to: number, reason: string | null) => ({
  since: new Date(START + from * 1000).toISOString(),
  until: new Date(START + to * 1000).toISOString(),
  reason,
  planned: false,
});

it.each([
  [0, '0 s'],
  [59.9, '59 s'],
  [60, '1 min'],
  [3_599, '59 min'],
  [3_600, '1 h'],
  [79_800, '22 h 10 min'],
  [86_399, '23 h 59 min'],
  [720_000, '200 h'],
])('%d seconds are "%s", never more than they were', (seconds, text) => {
  expect(durationText(seconds, (key, params) => fill(en[key], params))).toBe(text);
});

it('blind is what nobody wanted; the three parts make the whole', () => {
  expect(shareOf(aCoverage({ planned_seconds: 600 }))).toEqual({
    watched: 79_800,
    blind: 6_000,
    planned: 600,
    whole: 86_400,
  });
});

it('a single short fault stays a piece of its own, many in a row become one that says so', () => {
  const single = aTimeline({
    intervals: [stretch(0, 40_000, null), stretch(40_000, 40_003, 'stale'), stretch(40_003, 86_400, null)],
  });
  expect(piecesOf(single).map(({ kind }) => kind)).toEqual(['watched', 'blind', 'watched']);
  const flicker = Array.from({ length: 60 }, (_, n) =>
    stretch(40_000 + n * 10, 40_010 + n * 10, n % 2 === 0 ? 'stale' : null),
  );
  const many = aTimeline({ intervals: [stretch(0, 40_000, null), ...flicker, stretch(40_600, 86_400, null)] });
  expect(
    piecesOf(many).map(({ kind, reason, watchedMs, since, until }) => [kind, reason, watchedMs, until - since]),
  ).toEqual([
    ['watched', null, 40_000_000, 40_000_000],
    ['flickering', 'stale', 300_000, 600_000],
    ['watched', null, 45_800_000, 45_800_000],
  ]);
});
