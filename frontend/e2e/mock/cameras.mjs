// Cameras in every state that the contract names.
const now = () => new Date().toISOString();
const ago = (seconds) => new Date(Date.now() - seconds * 1000).toISOString();

export const reasons = {
  login_refused: ['The camera refuses the user name or password.', 'Check the user name and password in the address.'],
  unreachable: ['Nothing answers at this address.', 'Check the address and that the camera has power and network.'],
  worker_down: [
    "The camera's worker process has stopped reporting; it is being restarted.",
    'Wait a moment; if it stays, look at `pm2 logs`.',
  ],
  stream_not_found: [
    'The camera answers, but has no stream at this path.',
    "Look up the stream's path in the camera's manual.",
  ],
};

export const reason = (code) => ({ code, message: reasons[code][0], hint: reasons[code][1] });

export function camera(id, name, state, more = {}) {
  const sees = ['live', 'blind', 'stale'].includes(state);
  return {
    id,
    name,
    source: `rtsp://viewer:***@10.20.4.${10 + id}/stream1`,
    site_id: 1,
    mode: 'detect',
    schedule_id: null,
    override: null,
    enabled: state !== 'off',
    demo: false,
    settings: {
      detection: { detect_fps: 5, analysers: ['ppe'] },
      ppe: { required_items: ['helmet', 'vest'] },
      picture_health: { moved_warning: true, defocused_warning: true, no_colour_warning: true },
    },
    state,
    state_since: ago(3 * 3600 + id * 700),
    reason: null,
    judging: state === 'off' ? 'not_wanted' : state === 'live' ? 'full' : 'none',
    last_frame_at: sees ? now() : null,
    width: sees ? 960 : 0,
    height: sees ? 540 : 0,
    stream_fps: sees ? 25 : 0,
    detect_fps: sees ? 5 : 0,
    detect_fps_wanted: sees ? 5 : 0,
    frames_dropped: sees ? id * 3 : 0,
    people: 0,
    open_violations: 0,
    restarts: 0,
    next_attempt_at: null,
    created_at: ago(86400 * 9),
    ...more,
  };
}

export function someCameras() {
  return [
    camera(1, 'Warehouse aisle', 'live', { demo: true, source: 'demo://warehouse' }),
    camera(2, 'Loading dock', 'live', { schedule_id: 1 }),
    camera(3, 'Press line 2', 'stale', { schedule_id: 1, last_frame_at: ago(9) }),
    camera(4, 'Gate', 'failed', { reason: reason('login_refused') }),
    camera(5, 'Yard north', 'connecting', {
      override: { mode: 'stream', until: new Date(Date.now() + 45 * 60_000).toISOString(), by_name: 'Sari Dewi' },
    }),
    camera(6, 'Paint shop', 'down', { reason: reason('worker_down') }),
    camera(9, 'Scrap yard', 'off', { schedule_id: 2, enabled: true }),
    camera(7, 'Canteen door', 'off', { mode: 'stream' }),
    camera(8, 'Night shift', 'live', { mode: 'stream', demo: true, source: 'demo://warehouse_night' }),
  ];
}
