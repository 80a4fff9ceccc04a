import { describe, expect, it } from 'vitest';
import { countStatuses, liveStatusOf, warningOf } from '@/entities/camera/liveStatus';
import { aCamera } from '@tests/support/builders';

const NOW = Date.parse('2026-11-21T02:00:30Z');
const witness = { drawnAt: NOW - 200, since: NOW - 60_000, now: NOW, connected: true };

describe('what a tile claims', () => {
  it.each([
    // camera's word, the browser's own sight, the claim
    ['live', {}, 'live'],
    ['live', { drawnAt: NOW - 2_501 }, 'stale'],
    ['live', { drawnAt: NOW - 2_500 }, 'live'],
    ['live', { drawnAt: null, since: NOW - 1_000 }, 'waiting'],
    ['live', { drawnAt: null, since: NOW - 2_501 }, 'stale'],
    ['live', { connected: false }, 'lost'],
    ['stale', {}, 'stale'],
    ['blind', {}, 'blind'],
    ['blind', { drawnAt: null }, 'blind'],
    ['blind', { connected: false }, 'lost'],
    ['failed', {}, 'failed'],
    ['down', {}, 'down'],
    ['off', {}, 'off'],
    ['unknown', {}, 'unknown'],
    ['connecting', {}, 'connecting'],
    ['starting', {}, 'starting'],
    ['failed', { connected: false }, 'lost'],
  ] as const)('%s with %o is %s', (state, own, kind) => {
    expect(liveStatusOf(aCamera({ state }), { ...witness, ...own }).kind).toBe(kind);
  });

  it('dates a stale picture by when it was drawn here', () => {
    expect(liveStatusOf(aCamera(), { ...witness, drawnAt: NOW - 12_400 }).ageSeconds).toBe(12);
  });

  it('dates it by the camera when nothing was drawn here', () => {
    expect(
      liveStatusOf(aCamera({ last_frame_at: '2026-11-21T02:00:00Z' }), { ...witness, drawnAt: null }).ageSeconds,
    ).toBe(30);
  });

  it('has no age when nobody ever saw anything', () => {
    expect(liveStatusOf(aCamera({ last_frame_at: null }), { ...witness, drawnAt: null }).ageSeconds).toBeNull();
  });
});

it('counts everything that does not see as blind', () => {
  const states = [
    'live',
    'live',
    'stale',
    'blind',
    'failed',
    'down',
    'unknown',
    'connecting',
    'starting',
    'off',
  ] as const;
  expect(countStatuses(states.map((state) => aCamera({ state })))).toEqual({
    live: 2,
    partial: 0,
    unchecked: 0,
    stale: 1,
    blind: 6,
    off: 1,
  });
});

it('counts a live camera as live only while it is judged as wanted', () => {
  const judging = ['full', 'not_wanted', 'partial', 'partial', 'none'] as const;
  expect(countStatuses(judging.map((one) => aCamera({ judging: one })))).toMatchObject({
    live: 2,
    partial: 2,
    unchecked: 1,
  });
});

it.each([
  ['live', null, null],
  ['live', 'moved', 'moved'],
  ['live', 'falling_behind', 'falling_behind'],
  ['live', 'schedule_unreadable', 'schedule_unreadable'],
  ['live', 'inference_away', null],
  ['blind', 'frozen', null],
  ['stale', null, null],
] as const)('a camera that is %s with %s is warned of %s', (state, code, warned) => {
  const camera = aCamera({ state, reason: code === null ? null : { code, message: '', hint: '' } });
  expect(warningOf(camera)).toBe(warned);
});
