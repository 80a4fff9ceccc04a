import { expect, it } from 'vitest';
import { currentAndNext, previewDays } from '@/entities/schedule/previewDays';
import type { PreviewInterval } from '@/types/api';

const interval = (from: string, until: string, more: Partial<PreviewInterval> = {}): PreviewInterval => ({
  from,
  until,
  mode: 'detect',
  name: '',
  why: 'slot',
  ...more,
});
const night = [
  interval('2026-11-20T17:00:00Z', '2026-11-21T15:00:00Z', { mode: 'off', why: 'otherwise' }),
  interval('2026-11-21T15:00:00Z', '2026-11-21T23:00:00Z', { name: 'Night' }),
  interval('2026-11-21T23:00:00Z', '2026-11-22T17:00:00Z', { mode: 'off', why: 'exception', name: 'Holiday' }),
];

it('cuts what is to come into the days of the site', () => {
  const days = previewDays(night, 'Asia/Jakarta');
  expect(days.map(({ at }) => at)).toEqual(['2026-11-20T17:00:00.000Z', '2026-11-21T17:00:00.000Z']);
  expect(days[0]?.bars.map(({ begins, ends, name }) => [begins * 24, ends * 24, name])).toEqual([
    [0, 22, ''],
    [22, 24, 'Night'],
  ]);
  expect(days[1]?.bars.map(({ begins, ends, continues }) => [begins * 24, ends * 24, continues])).toEqual([
    [0, 6, true],
    [6, 24, false],
  ]);
  expect(days.map(({ exception }) => exception)).toEqual([null, 'Holiday']);
});

it('fills a day of 25 hours', () => {
  const [day, next] = previewDays([interval('2026-10-24T22:00:00Z', '2026-10-26T23:00:00Z')], 'Europe/Berlin');
  expect(day?.bars[0]).toMatchObject({ begins: 0, ends: 1 });
  expect(next?.at).toBe('2026-10-25T23:00:00.000Z');
});

it.each([
  ['of 25 hours', '2026-10-24T22:00:00Z', '2026-10-25T21:00:00Z', '2026-10-25T23:00:00Z'],
  ['of 23 hours', '2026-03-28T23:00:00Z', '2026-03-29T20:00:00Z', '2026-03-29T22:00:00Z'],
])('tells the clocks of a day %s', (_name, midnight, evening, next) => {
  const [day] = previewDays([interval(midnight, evening, { mode: 'off' }), interval(evening, next)], 'Europe/Berlin');
  expect(day?.bars.map(({ clocks }) => clocks)).toEqual([
    ['00:00', '22:00'],
    ['22:00', '24:00'],
  ]);
  expect(day?.until).toBe(new Date(next).toISOString());
});

const hours = (share: number, whole: number) => Math.round(share * whole * 1000) / 1000;

it.each([
  ['has 25 hours, the sixth is the seventh', 'Europe/Berlin', '2026-10-24T22:00:00Z', 25, [0, 7, 13, 19, 25]],
  ['has 23 hours, the sixth is the fifth', 'Europe/Berlin', '2026-03-28T23:00:00Z', 23, [0, 5, 11, 17, 23]],
  ['is an ordinary one', 'Europe/Berlin', '2026-10-25T23:00:00Z', 24, [0, 6, 12, 18, 24]],
  ['begins an hour late, at 01:00', 'America/Santiago', '2026-09-06T04:00:00Z', 23, [0, 5, 11, 17, 23]],
  ['is before one that begins late', 'America/Santiago', '2026-09-05T04:00:00Z', 24, [0, 6, 12, 18, 24]],
  ['changes by half an hour', 'Australia/Lord_Howe', '2026-10-03T13:30:00Z', 23.5, [0, 5.5, 11.5, 17.5, 23.5]],
])('the ruler of a day that %s', (_name, zone, begins, whole, stands) => {
  const [day] = previewDays([interval(begins, new Date(Date.parse(begins) + whole * 3_600_000).toISOString())], zone);
  expect(day?.ruler.map((share) => hours(share, whole))).toEqual(stands);
  expect(day?.clocksChange).toBe(whole !== 24);
});

it('says what holds now and what comes then, or that it does not know', () => {
  expect(currentAndNext(night, Date.parse('2026-11-21T15:00:00Z'))).toEqual({ current: night[1], next: night[2] });
  expect(currentAndNext(night, Date.parse('2026-11-22T16:00:00Z'))).toEqual({ current: night[2], next: null });
  expect(currentAndNext(night, Date.parse('2026-11-30T00:00:00Z'))).toEqual({ current: null, next: null });
});
