import { expect, it } from 'vitest';
import { clockIn, timeZones, zoneLabel } from '@/lib/time/timeZones';

it('offers UTC and the chosen zone once, whatever the browser knows', () => {
  const zones = timeZones('Mars/Olympus');
  expect(zones.filter((zone) => ['UTC', 'Mars/Olympus', 'Asia/Jakarta'].includes(zone))).toEqual([
    'Asia/Jakarta',
    'Mars/Olympus',
    'UTC',
  ]);
  expect(new Set(zones).size).toBe(zones.length);
});

it('tells the clock of a zone, and none of one that the browser does not know', () => {
  const at = Date.parse('2026-11-21T03:05:00Z');
  expect(clockIn('Asia/Jakarta', at, 'en')).toBe('10:05');
  expect(clockIn('Mars/Olympus', at, 'en')).toBe('–');
  expect(zoneLabel('America/New_York')).toBe('America/New York');
});
