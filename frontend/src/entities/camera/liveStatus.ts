import type { Camera, CameraState } from '@/types/api';

/** How long a camera that is reported live may send nothing before its tile says stale, and the backend before the
 *  connection counts as lost: one clock for tiles and bar. Shorter gives false alarms at one
 *  picture a second; longer shows a frozen picture as if it were current. */
export const STALE_AFTER_MS = 2_500;

/** The status that a tile shows: the camera's state, `waiting` for a first picture, or `lost` with the connection. */
export type LiveStatusKind = CameraState | 'waiting' | 'lost';

export interface LiveStatus {
  kind: LiveStatusKind;
  /** Seconds since the last picture, where that is known and relevant. */
  ageSeconds: number | null;
}

interface Observation {
  /** When this browser drew the last picture, ms; null before the first. */
  drawnAt: number | null;
  /** When this browser began to wait for pictures, ms. */
  since: number;
  now: number;
  connected: boolean;
}

const age = (from: number | null, now: number): number | null =>
  from === null ? null : Math.max(0, Math.floor((now - from) / 1000));

/** The status of a tile: the reported state, except that `live` must be confirmed by pictures drawn in this browser. */
export function liveStatusOf(camera: Pick<Camera, 'state' | 'last_frame_at'>, observation: Observation): LiveStatus {
  const reportedAt = camera.last_frame_at === null ? null : Date.parse(camera.last_frame_at);
  const ageSeconds = age(observation.drawnAt ?? reportedAt, observation.now);
  if (!observation.connected) return { kind: 'lost', ageSeconds };
  if (camera.state === 'stale') return { kind: 'stale', ageSeconds };
  if (camera.state !== 'live') return { kind: camera.state, ageSeconds: null };
  if (observation.drawnAt !== null) {
    return observation.now - observation.drawnAt > STALE_AFTER_MS
      ? { kind: 'stale', ageSeconds }
      : { kind: 'live', ageSeconds: null };
  }
  return observation.now - observation.since > STALE_AFTER_MS
    ? { kind: 'stale', ageSeconds }
    : { kind: 'waiting', ageSeconds: null };
}

/** Reasons that are shown as a warning while detection continues. */
export const WARNINGS = [
  'falling_behind',
  'moved',
  'defocused',
  'no_colour',
  'clock_jumped',
  'schedule_unreadable',
  'settings_unreadable',
  'rules_unreadable',
] as const;
export type Warning = (typeof WARNINGS)[number];

export const warningOf = (camera: Pick<Camera, 'state' | 'reason'>): Warning | null =>
  camera.state === 'live' ? (WARNINGS.find((code) => code === camera.reason?.code) ?? null) : null;

export interface StatusCount {
  /** Pictures arrive, and PPE is checked in them as wanted. */
  live: number;
  /** Live, but checked in too few pictures. */
  partial: number;
  /** Live, but not checked, although that is wanted. */
  unchecked: number;
  stale: number;
  blind: number;
  off: number;
}

/** The counts of the top bar. Starting and connecting cameras deliver nothing yet, so they count as blind. */
export function countStatuses(cameras: Pick<Camera, 'state' | 'judging'>[]): StatusCount {
  const count: StatusCount = { live: 0, partial: 0, unchecked: 0, stale: 0, blind: 0, off: 0 };
  for (const { state, judging } of cameras) {
    if (state === 'live') count[judging === 'partial' ? 'partial' : judging === 'none' ? 'unchecked' : 'live'] += 1;
    else if (state === 'stale' || state === 'off') count[state] += 1;
    else count.blind += 1;
  }
  return count;
}
