// Observed and blind time of the mock's cameras: each day shows another case.
const HOUR = 3_600_000;
const WORDS = {
  worker_down: "The camera's worker process has stopped reporting; it is being restarted.",
  login_refused: 'The camera refuses the user name or password.',
  stream_broken: 'The stream stopped in the middle of a picture; it is opened again.',
  covered: 'Something covers the camera.',
  connecting: 'The connection to the camera was being made.',
  off_by_schedule: 'The schedule had the camera off.',
  disabled: 'Somebody switched the camera off.',
  stream_only: 'Live view only: PPE was not to be checked.',
  mandor_off: 'Mandor was not running, or could not keep its record.',
  unknown: 'Nobody can say whether the camera was watching.',
};
const PLANNED = ['off_by_schedule', 'disabled', 'stream_only'];

// Hours before now at which a reason began; null is watched.
const DAYS = {
  2: [
    [48, null],
    [19, 'off_by_schedule'],
    [11, null],
    [6.4, 'mandor_off'],
    [5.9, null],
    [0.9, 'stream_broken'],
    [0.89, null],
  ],
  3: [
    [48, null],
    [14, 'covered'],
    [12.5, null],
    ...Array.from({ length: 60 }, (_, n) => [3 - n * 0.04, n % 2 ? null : 'stream_broken']),
  ],
  4: [
    [48, null],
    [7, 'unknown'],
    [6.5, 'login_refused'],
  ],
  5: [
    [48, null],
    [0.01, 'connecting'],
  ],
  6: [
    [48, null],
    [2, 'worker_down'],
  ],
  7: [[48, 'disabled']],
  8: [[48, 'stream_only']],
};

export function timeline(camera, query) {
  const now = Date.now();
  const until = Math.min(Date.parse(query.get('until') ?? '') || now, now - 30_000);
  const since = Math.max(Date.parse(query.get('since') ?? '') || now - 24 * HOUR, Date.parse(camera.created_at));
  const day = DAYS[camera.id] ?? [[48, null]];
  const starts = day.map(([hours, why], n) => [n === 0 ? -Infinity : now - hours * HOUR, why]);
  const intervals = starts
    .map(([start, why], n) => ({
      since: Math.max(start, since),
      until: Math.min(starts[n + 1]?.[0] ?? Infinity, until),
      reason: why,
      planned: PLANNED.includes(why),
    }))
    .filter((i) => i.since < i.until)
    .map((i) => ({ ...i, since: new Date(i.since).toISOString(), until: new Date(i.until).toISOString() }));
  const window = {
    camera_id: camera.id,
    camera_name: camera.name,
    since: new Date(Math.min(since, until)).toISOString(),
    until: new Date(until).toISOString(),
  };
  return { ...window, ...sums(intervals), intervals };
}

export function company(every, query) {
  const cameras = every.filter((one) => query.get('demo') !== 'false' || !one.demo);
  const asked = cameras.filter((c) => !query.get('camera_id') || c.id === Number(query.get('camera_id')));
  const each = asked.map((camera) => timeline(camera, query));
  const all = sums(each.flatMap(({ intervals }) => intervals));
  const now = new Date().toISOString();
  return {
    since: query.get('since') ?? now,
    until: query.get('until') ?? now,
    ...all,
    cameras: each.map((one) => ({ ...one, intervals: undefined })),
  };
}

function sums(intervals) {
  const seconds = new Map();
  for (const { since, until, reason } of intervals)
    seconds.set(reason, (seconds.get(reason) ?? 0) + (Date.parse(until) - Date.parse(since)) / 1000);
  const watched = seconds.get(null) ?? 0;
  seconds.delete(null);
  const byReason = [...seconds].map(([reason, s]) => ({
    reason,
    message: WORDS[reason],
    planned: PLANNED.includes(reason),
    seconds: s,
  }));
  byReason.sort((a, b) => b.seconds - a.seconds);
  const sum = (list) => list.reduce((total, r) => total + r.seconds, 0);
  return {
    watched_seconds: watched,
    blind_seconds: sum(byReason),
    planned_seconds: sum(byReason.filter((r) => r.planned)),
    by_reason: byReason,
  };
}
