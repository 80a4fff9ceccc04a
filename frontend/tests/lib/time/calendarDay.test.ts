import { expect, it } from 'vitest';
import { dayAfter, dayBegins } from '@/lib/time/calendarDay';

it.each([
  ['2026-11-21', 'Asia/Jakarta', '2026-11-20T17:00:00.000Z'],
  ['2026-11-21', 'UTC', '2026-11-21T00:00:00.000Z'],
  ['2026-11-21', 'Pacific/Kiritimati', '2026-11-20T10:00:00.000Z'],
  ['2026-11-21', 'Pacific/Pago_Pago', '2026-11-21T11:00:00.000Z'],
  ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
])('%s begins in %s at %s', (day, zone, at) => {
  expect(dayBegins(day, zone)?.toISOString()).toBe(at);
});

it.each(['', '2026-13-01', '2026-02-30', 'today'])('"%s" is no day', (day) => {
  expect(dayBegins(day, 'UTC')).toBeNull();
});

it('knows the day after the end of a month', () => {
  expect(dayAfter('2026-02-28')).toBe('2026-03-01');
});
