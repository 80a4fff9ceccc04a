import { describe, expect, it } from 'vitest';
import { isOvernight, overlaps, slotMinutes, weekBars } from '@/entities/schedule/week';
import { isClock, minutesOf, readClock } from '@/lib/time/clock';
import type { ScheduleMode, WeeklySlot } from '@/types/api';

const slot = (days: number[], start: string, end: string, mode: ScheduleMode = 'detect', name = ''): WeeklySlot => ({
  days,
  start,
  end,
  mode,
  name,
});
const hours = (slots: WeeklySlot[], day: number) =>
  weekBars(slots, 'off')[day - 1]?.map(({ begins, ends, mode }) => `${begins * 24}-${ends * 24} ${mode}`);

describe('the week', () => {
  it('is what holds otherwise, without times', () => {
    expect(weekBars([], 'stream').map((bars) => bars.length)).toEqual([1, 1, 1, 1, 1, 1, 1]);
    expect(weekBars([], 'stream')[6]).toEqual([{ begins: 0, ends: 1, mode: 'stream', name: '', continues: false }]);
  });

  it('is otherwise before, between and behind the times of a day', () => {
    const slots = [slot([3], '15:00', '18:00', 'stream'), slot([3], '06:00', '12:00')];
    expect(hours(slots, 3)).toEqual(['0-6 off', '6-12 detect', '12-15 off', '15-18 stream', '18-24 off']);
    expect(hours(slots, 4)).toEqual(['0-24 off']);
  });

  it('goes on over midnight into the day after the one on which it began', () => {
    const night = [slot([1], '22:00', '06:00')];
    expect(hours(night, 1)).toEqual(['0-22 off', '22-24 detect']);
    expect(hours(night, 2)).toEqual(['0-6 detect', '6-24 off']);
    expect(weekBars(night, 'off')[1]?.[0]?.continues).toBe(true);
  });

  it('goes on from Sunday into Monday', () => {
    expect(hours([slot([7], '23:00', '07:00')], 1)).toEqual(['0-7 detect', '7-24 off']);
  });

  it.each([
    ['15:00', '00:00'],
    ['15:00', '24:00'],
  ])('ends with the day: %s to %s', (start, end) => {
    expect(hours([slot([2], start, end)], 2)).toEqual(['0-15 off', '15-24 detect']);
    expect(hours([slot([2], start, end)], 3)).toEqual(['0-24 off']);
    expect(isOvernight({ start, end })).toBe(false);
  });

  it('has a slot of a whole day when both times are equal', () => {
    expect(slotMinutes({ start: '06:00', end: '06:00' })).toBe(1440);
    expect(hours([slot([5], '06:00', '06:00')], 6)).toEqual(['0-6 detect', '6-24 off']);
  });

  it('leaves out a time that cannot be read yet', () => {
    expect(hours([slot([1], '7', '15:00')], 1)).toEqual(['0-24 off']);
  });
});

it.each([
  ['apart', [slot([1], '06:00', '12:00'), slot([1], '12:00', '18:00')], []],
  ['on other days', [slot([1], '06:00', '12:00'), slot([2], '06:00', '12:00')], []],
  ['in each other', [slot([1], '06:00', '12:00'), slot([1, 2], '11:00', '13:00')], [[1, 0]]],
  ['over midnight', [slot([2], '05:00', '08:00'), slot([1], '22:00', '06:00')], [[1, 0]]],
  ['from Sunday into Monday', [slot([1], '05:00', '08:00'), slot([7], '22:00', '06:00')], [[1, 0]]],
])('times that are %s', (_, slots, found) => {
  expect([...overlaps(slots)]).toEqual(found);
});

it.each([
  ['7', '07:00'],
  ['730', '07:30'],
  ['07.30', '07:30'],
  ['22:15', '22:15'],
  [' 6 ', '06:00'],
  ['2400', '24:00'],
  ['25', '25'],
  ['7:61', '7:61'],
  ['noon', 'noon'],
])('somebody who types "%s" means %s', (typed, meant) => expect(readClock(typed)).toBe(meant));

it('24:00 is a time only where something ends', () => {
  expect([isClock('24:00'), isClock('24:00', { asEnd: true }), isClock('23:59')]).toEqual([false, true, true]);
  expect([minutesOf('24:00'), minutesOf('7:00')]).toEqual([1440, Number.NaN]);
});
