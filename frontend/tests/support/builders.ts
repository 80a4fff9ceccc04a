import type { Camera, CameraTimeline, CompanyCoverage, ModelInfo, Storage, Violation } from '@/types/api';

/** By the backend's rule, as far as these tests need it. */
const judgingOf = ({ state = 'live', mode, mode_now: now = mode, reason }: Partial<Camera>): Camera['judging'] => {
  if (now === 'stream' || now === 'off' || state === 'off') return 'not_wanted';
  if (reason?.code === 'falling_behind') return 'partial';
  return state === 'live' && reason?.code !== 'inference_away' ? 'full' : 'none';
};

export const aCamera = (changes: Partial<Camera> = {}): Camera => ({
  id: 1,
  name: 'Gate',
  source: 'rtsp://user:***@10.0.0.1/s',
  site_id: 1,
  mode: 'detect',
  schedule_id: null,
  mode_now: changes.mode ?? 'detect',
  mode_why: { why: 'fixed', name: '', until: null },
  override: null,
  enabled: true,
  demo: false,
  settings: {
    detection: { detect_fps: 5, analysers: ['ppe'] },
    ppe: { required_items: ['helmet', 'vest'] },
    picture_health: { moved_warning: true, defocused_warning: true, no_colour_warning: true },
  },
  state: 'live',
  state_since: '2026-11-21T01:00:00Z',
  reason: null,
  judging: judgingOf(changes),
  last_frame_at: '2026-11-21T02:00:00Z',
  width: 960,
  height: 540,
  stream_fps: 25,
  detect_fps: 5,
  detect_fps_wanted: 5,
  frames_dropped: 0,
  people: 0,
  open_violations: 0,
  restarts: 0,
  next_attempt_at: null,
  created_at: '2026-11-01T00:00:00Z',
  ...changes,
});

export const aViolation = (changes: Partial<Violation> = {}): Violation => ({
  id: 'v1',
  camera_id: 1,
  camera_name: 'Gate',
  site_id: 1,
  site_name: 'Plant',
  track_id: 7,
  item: 'helmet',
  items: ['helmet'],
  rule_kind: 'ppe',
  rule_id: 'anywhere',
  rule_version: 1,
  rule_name: null,
  zone_id: null,
  zone_name: null,
  severity: 'warning',
  opened_at: '2026-11-21T02:00:00Z',
  decided_at: '2026-11-21T02:00:01.400Z',
  delay_seconds: 1.4,
  closed_at: null,
  close_reason: null,
  confidence: 0.9,
  box: [0.2, 0.2, 0.4, 0.8],
  model: 'ppe-nano@0123456789ab',
  demo: false,
  evidence: { crop: '/crop.jpg', wide: '/wide.jpg', removed_at: null },
  ...changes,
});

export const aModel = (changes: Partial<ModelInfo> = {}): ModelInfo => ({
  name: 'plant-1',
  sha256: '0123456789abcdef'.repeat(4),
  engine: 'openvino',
  device: 'cpu',
  input_size: 640,
  second_look_side: 96,
  classes: ['Hardhat', 'Person', 'cone'],
  mapping: { Hardhat: 'helmet', Person: 'person' },
  judges: ['helmet', 'vest'],
  licence: 'Apache-2.0',
  attribution: 'somebody',
  milliseconds: { onnxruntime: 24.1, openvino: 18.4 },
  pinned: false,
  previous: 'ppe-nano-640',
  switch: null,
  tasks: [],
  face_model: { loaded: false, path: '', device: '' },
  body_model: { loaded: true, path: 'plant-1.onnx', device: 'cpu' },
  load: {
    pictures_per_second: 9.8,
    second_looks_per_second: 0.4,
    milliseconds_mean: 21.3,
    milliseconds_p95: 27.9,
    waiting_ms_p95: 31.5,
    busy: 0.22,
    cameras: 2,
    stale: 0,
  },
  measured: {
    data: 'site',
    pictures: 163,
    map50: 0.8714,
    map50_95: 0.5,
    map50_interval: [0.84, 0.9],
    ap50: { helmet: 0.931 },
    ap50_interval: { helmet: [0.9, 0.955] },
    precision: { helmet: 0.95 },
    recall: {},
  },
  ...changes,
});

export const aStorage = (changes: Partial<Storage> = {}): Storage => ({
  evidence: [
    { kind: 'demo', pictures: 0, bytes: 0, unmeasured: 0, oldest_at: null, most_days: 0, most_bytes: 0 },
    {
      kind: 'reviewed',
      pictures: 1312,
      bytes: 1_200_000_000,
      unmeasured: 0,
      oldest_at: '2026-09-01T02:00:00Z',
      most_days: 365,
      most_bytes: 5_000_000_000,
    },
    {
      kind: 'unreviewed',
      pictures: 1,
      bytes: 20_000_000,
      unmeasured: 1,
      oldest_at: '2026-11-01T02:00:00Z',
      most_days: 90,
      most_bytes: 0,
    },
  ],
  disks: [
    { holds: ['evidence', 'data'], level: 'ok', free_bytes: 212e9, total_bytes: 480e9, reserve_bytes: 2e9 },
    { holds: ['memory'], level: 'ok', free_bytes: 7.9e9, total_bytes: 8e9, reserve_bytes: 67_108_864 },
  ],
  removed: { pictures: 41, bytes: 9_400_000, last_at: '2026-11-20T02:00:00Z' },
  ran_at: '2026-11-21T02:00:00Z',
  ...changes,
});

const UNREACHABLE = {
  reason: 'unreachable',
  message: 'Nothing answers at this address.',
  planned: false,
  seconds: 6_600,
};

/** 22 h 10 min of 24 h. */
export const aCoverage = (changes: Partial<CompanyCoverage> = {}): CompanyCoverage => ({
  since: '2026-11-20T02:00:00Z',
  until: '2026-11-21T02:00:00Z',
  watched_seconds: 79_800,
  blind_seconds: 6_600,
  planned_seconds: 0,
  by_reason: [UNREACHABLE],
  cameras: [
    {
      camera_id: 1,
      camera_name: 'Gate',
      since: '2026-11-20T02:00:00Z',
      until: '2026-11-21T02:00:00Z',
      watched_seconds: 79_800,
      blind_seconds: 6_600,
      planned_seconds: 0,
      by_reason: [UNREACHABLE],
    },
  ],
  ...changes,
});

export const aTimeline = (changes: Partial<CameraTimeline> = {}): CameraTimeline => ({
  camera_id: 1,
  camera_name: 'Gate',
  since: '2026-11-20T02:00:00Z',
  until: '2026-11-21T02:00:00Z',
  watched_seconds: 50_400,
  blind_seconds: 36_000,
  planned_seconds: 28_800,
  by_reason: [
    { reason: 'off_by_schedule', message: 'The schedule had the camera off.', planned: true, seconds: 28_800 },
    { reason: 'unreachable', message: 'Nothing answers at this address.', planned: false, seconds: 7_200 },
  ],
  intervals: [
    { since: '2026-11-20T02:00:00Z', until: '2026-11-20T10:00:00Z', reason: 'off_by_schedule', planned: true },
    { since: '2026-11-20T10:00:00Z', until: '2026-11-20T20:00:00Z', reason: null, planned: false },
    { since: '2026-11-20T20:00:00Z', until: '2026-11-20T22:00:00Z', reason: 'unreachable', planned: false },
    { since: '2026-11-20T22:00:00Z', until: '2026-11-21T02:00:00Z', reason: null, planned: false },
  ],
  ...changes,
});
