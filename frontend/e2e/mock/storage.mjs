// Stored evidence and free disk space.
const GB = 1_000_000_000;
const level = process.env.MOCK_DISK ?? 'ok';
const evidence = (kind, pictures, bytes, most_days) => ({
  kind,
  pictures,
  bytes,
  unmeasured: 0,
  oldest_at: pictures > 0 ? '2026-09-01T02:00:00Z' : null,
  most_days,
  most_bytes: 0,
});

export const storage = {
  evidence: [
    evidence('demo', 200, 0.04 * GB, 90),
    evidence('reviewed', 1312, 0.31 * GB, 365),
    evidence('unreviewed', 87, 0.02 * GB, 90),
  ],
  disks: [
    {
      holds: ['evidence', 'data'],
      level,
      free_bytes: { ok: 212 * GB, low: 1.4 * GB }[level] ?? 0,
      total_bytes: 480 * GB,
      reserve_bytes: 2 * GB,
    },
    { holds: ['memory'], level: 'ok', free_bytes: 7.9 * GB, total_bytes: 8 * GB, reserve_bytes: 67_108_864 },
  ],
  removed: { pictures: 41, bytes: 9_400_000, last_at: '2026-11-20T02:00:00Z' },
  ran_at: new Date(Date.now() - 130_000).toISOString(),
};
