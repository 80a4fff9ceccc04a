/** The contract of docs/api.md, as types. Times are ISO 8601, UTC. */
import type { ModelLoad } from './modelLoad';
import type { ModeWhy, Override, ScheduleMode } from './schedules';

export type Role = 'admin' | 'officer' | 'viewer';

export interface User {
  id: number;
  email: string;
  name: string;
  role: Role;
  company_id: number;
}

export interface Site {
  id: number;
  name: string;
  time_zone: string;
}

export interface Me {
  user: User;
  sites: Site[];
}

export interface Login {
  access_token: string;
  token_type: 'Bearer';
  expires_in: number;
  user: User;
}

export type CameraMode = 'detect' | 'stream';
export type CameraState =
  'off' | 'starting' | 'connecting' | 'live' | 'blind' | 'stale' | 'failed' | 'down' | 'unknown';

export interface Reason {
  code: string;
  message: string;
  hint: string;
}

export interface Camera {
  id: number;
  name: string;
  source: string;
  site_id: number;
  /** Its own, while it has no schedule. */
  mode: CameraMode;
  schedule_id: number | null;
  /** By the clock, what somebody chose included. */
  mode_now: ScheduleMode;
  mode_why: ModeWhy;
  override: Override | null;
  enabled: boolean;
  demo: boolean;
  state: CameraState;
  state_since: string | null;
  reason: Reason | null;
  last_frame_at: string | null;
  width: number | null;
  height: number | null;
  stream_fps: number | null;
  detect_fps: number | null;
  /** What `detect_fps` would be if every picture that is due were judged. */
  detect_fps_wanted: number | null;
  frames_dropped: number | null;
  people: number | null;
  open_violations: number | null;
  restarts: number | null;
  next_attempt_at: string | null;
  created_at: string;
}

export interface NewCamera {
  name: string;
  source: string;
  mode: CameraMode;
  schedule_id: number | null;
}

export type CameraChange = Partial<NewCamera & { enabled: boolean }>;

export type CameraTest =
  | { ok: true; width: number; height: number; fps: number | null; codec: string; snapshot: string }
  | { ok: false; reason: Reason };

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

/** x1, y1, x2, y2 as fractions of the picture. */
export type Box = [number, number, number, number];
export type Item = 'helmet' | 'vest';
export type Verdict = 'worn' | 'missing' | 'cannot_tell';
export type CloseReason = 'worn' | 'left' | 'stopped';

export interface Violation {
  id: string;
  camera_id: number;
  camera_name: string;
  site_id: number;
  item: Item;
  opened_at: string;
  closed_at: string | null;
  close_reason: CloseReason | null;
  confidence: number;
  box: Box;
  model: string;
  demo: boolean;
  /** `removed_at`: since when retention has removed both pictures. */
  evidence: { crop: string; wide: string; removed_at: string | null };
}

export type Interval = [number, number];

/** Shares from 0 to 1, by item; intervals are 95 %. */
export interface ModelFigures {
  data: string;
  pictures: number | null;
  map50: number | null;
  map50_95: number | null;
  map50_interval: Interval | null;
  ap50: Record<string, number>;
  ap50_interval: Record<string, Interval>;
  precision: Record<string, number>;
  recall: Record<string, number>;
}

export interface ModelSwitch {
  state: 'loading' | 'failed';
  name: string;
  /** Why it could not be loaded; empty while it is, and from a detector of an earlier version. */
  code: string;
  reason: string;
  hint: string;
}

export interface ModelInfo {
  name: string;
  sha256: string;
  engine: string;
  device: string;
  input_size: number;
  /** Side of the crops that are looked at again, pixels; 0 without a second look. */
  second_look_side: number;
  /** As the model calls them. */
  classes: string[];
  /** Class of the model → item of ours; others are ignored. */
  mapping: Record<string, string>;
  /** Items that people are judged for. */
  judges: Item[];
  licence: string;
  attribution: string;
  /** What one picture took, per engine that was tried. */
  milliseconds: Record<string, number>;
  measured: ModelFigures | null;
  /** The setting MODEL names it. */
  pinned: boolean;
  /** What `make model BACK=1` brings back. */
  previous: string | null;
  switch: ModelSwitch | null;
  /** Null from a detector of an earlier version. */
  load: ModelLoad | null;
}

/** An event that could not be stored. One of which nobody can read whose it is shows nothing of what it holds. */
export interface DeadLetter {
  id: number;
  put_aside_at: string;
  code: string;
  /** In English, for whoever looks into it; may be empty. */
  reason: string;
  kind: string | null;
  camera_id: number | null;
  camera_name: string | null;
  decided_at: string | null;
}

/** What became of a round. `untried` are behind the last one tried; `next_cursor` goes on with them, null when none are. */
export interface Retried {
  stored: number;
  refused: number;
  left: number;
  untried: number;
  next_cursor: string | null;
}

export interface Problem {
  title: string;
  status: number;
  detail: string;
  code: string;
  hint: string;
  errors: { field: string; message: string }[];
  /** Under which the log has more, for errors of ours. */
  reference?: string | null;
}
