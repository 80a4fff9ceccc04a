// /api/system of the mock: a stopped process, and connections of every quality.
const ago = (seconds) => new Date(Date.now() - seconds * 1000).toISOString();
const process = (name, more = {}) => ({
  name,
  running: true,
  pid: 4000 + name.length,
  started_at: ago(3 * 86400),
  version: '0.1.0',
  restarts: 0,
  restarts_last_hour: 0,
  memory_bytes: 96e6,
  cpu_share: 0.04,
  ...more,
});
const reason = (code, number, message) => ({ code, number, message });
const QUALITIES = [
  { word: 'good', reasons: [] },
  { word: 'fair', reasons: [reason('reconnects', 3, '3 reconnects in the last hour')] },
  {
    word: 'bad',
    reasons: [
      reason('no_picture', 0, 'No picture arrives'),
      reason('gap', 9, '9 s without a picture in the last 5 minutes'),
    ],
  },
  { word: 'bad', reasons: [reason('no_picture', 0, 'No picture arrives')] },
  null,
  null,
  null,
  {
    word: 'poor',
    reasons: [
      reason('jitter', 1.3, 'Pictures arrive unevenly'),
      reason('decode_errors', 1, '1 broken picture in the last minute'),
    ],
  },
];

function connection(camera, index) {
  const quality = QUALITIES[index % QUALITIES.length];
  const known = (value) => (quality === null ? null : value);
  return {
    id: camera.id,
    name: camera.name,
    state: camera.state,
    quality,
    restarts: known(index % 3),
    restarts_last_hour: known(index % 3 && 1),
    frames_received: known(182_400 + index * 977),
    frames_judged: known(31_200),
    frames_quiet: known(9_800),
    frames_dropped: known(camera.frames_dropped),
    journal_waiting: known(0),
    lag_seconds: known(0.21),
    lag_p95_seconds: known(0.38 + index / 10),
  };
}

export const system = (cameras) => ({
  at: ago(0),
  versions: {
    mandor: '0.1.0',
    python: '3.11.9',
    database: 'SQLite 3.45.1',
    redis: '6.2.14',
    pm2: '7.0.4',
    model: 'plant-1-37ab8c@0123456789ab',
  },
  processes: [
    process('backend', { memory_bytes: 141e6, cpu_share: 0.07 }),
    ...cameras
      .filter((one) => one.enabled)
      .map((one) => process(`camera-${one.id}`, { memory_bytes: 118e6, cpu_share: 0.31 })),
    process('inference', { memory_bytes: 412e6, cpu_share: 0.86, restarts: 4, restarts_last_hour: 2 }),
    process('jobs', {
      running: false,
      pid: null,
      started_at: null,
      version: null,
      memory_bytes: null,
      cpu_share: null,
      restarts: 1,
    }),
    process('orchestrator', { memory_bytes: 88e6, cpu_share: 0.01 }),
  ],
  cameras: cameras.map(connection),
  queue: { backlog: 3, oldest_seconds: 0.8 },
  dead_letters: 0,
  redis: { memory_bytes: 9.4e6, uptime_seconds: 260_000, clock_offset_seconds: 0.004 },
});
