// Schedules, and the modes that follow from them. The mock's site is in Asia/Jakarta, whose clocks never change.
const AHEAD = 7 * 3_600_000;
const DAY = 86_400_000;
const WHOLE_WEEK = [1, 2, 3, 4, 5, 6, 7];

const minutes = (clock) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
const stamps = { created_at: '2026-11-01T00:00:00Z', updated_at: '2026-11-01T00:00:00Z' };
const slot = (days, start, end, mode, name) => ({ days, start, end, mode, name });

export function someSchedules() {
  return [
    {
      id: 1,
      name: 'Three shifts',
      otherwise: 'stream',
      ...stamps,
      slots: [
        slot([1, 2, 3, 4, 5], '07:00', '15:00', 'detect', 'Morning shift'),
        slot([1, 2, 3, 4, 5], '15:00', '23:00', 'detect', 'Afternoon shift'),
        slot(WHOLE_WEEK, '23:00', '06:00', 'detect', 'Night shift'),
      ],
      exceptions: [{ date: localDate(Date.now() + 2 * DAY), name: 'Maintenance day', otherwise: 'off', slots: [] }],
    },
    {
      id: 2,
      name: 'Nights only',
      otherwise: 'off',
      slots: [slot(WHOLE_WEEK, '22:00', '06:00', 'detect', '')],
      exceptions: [],
      ...stamps,
    },
  ];
}

function localDate(at) {
  return new Date(at + AHEAD).toISOString().slice(0, 10);
}

/** Slots that begin on this local midnight (ms, UTC clock), as instants. */
function begun(schedule, midnight) {
  const date = new Date(midnight);
  const exception = schedule.exceptions.find((one) => one.date === date.toISOString().slice(0, 10));
  const own = exception?.slots ?? schedule.slots.filter(({ days }) => days.includes(date.getUTCDay() || 7));
  const why = exception ? 'exception' : 'slot';
  return own.map(({ start, end, mode, name }) => {
    const lasts = minutes(end) - minutes(start);
    const begins = midnight + minutes(start) * 60_000 - AHEAD;
    return {
      begins,
      ends: begins + (lasts > 0 ? lasts : lasts + 1440) * 60_000,
      mode,
      name: name || exception?.name || '',
      why,
    };
  });
}

function ruleAt(schedule, at) {
  const midnight = Math.floor((at + AHEAD) / DAY) * DAY;
  const found = [...begun(schedule, midnight - DAY), ...begun(schedule, midnight)].find(
    ({ begins, ends }) => begins <= at && at < ends,
  );
  if (found) return found;
  const exception = schedule.exceptions.find((one) => one.date === new Date(midnight).toISOString().slice(0, 10));
  return exception
    ? { mode: exception.otherwise, name: exception.name, why: 'exception' }
    : { mode: schedule.otherwise, name: '', why: 'otherwise' };
}

/** Without gaps; evaluated every minute. */
export function intervals(schedule, from, days) {
  const found = [];
  const until = from + days * DAY;
  for (let at = from; at < until; at = Math.floor(at / 60_000) * 60_000 + 60_000) {
    const { mode, name, why } = ruleAt(schedule, at);
    const last = found.at(-1);
    if (last && last.mode === mode && last.name === name && last.why === why) continue;
    if (last) last.until = new Date(at).toISOString();
    found.push({ from: new Date(at).toISOString(), until: new Date(until).toISOString(), mode, name, why });
  }
  return found;
}

/** A camera's `mode_now` and `mode_why`. */
export function followed(camera, schedules) {
  const { enabled, schedule_id: id, mode } = camera;
  const override =
    camera.override && (camera.override.until === null || Date.parse(camera.override.until) > Date.now())
      ? camera.override
      : null;
  const result = (now, why, name = '', until = null) => ({
    override,
    mode_now: now,
    mode_why: { why, name, until },
    ...(now === 'off' ? { state: 'off' } : camera.state === 'off' && { state: 'live' }),
  });
  if (!enabled) return result('off', 'disabled');
  if (override) return result(override.mode, 'override', override.by_name, override.until);
  const schedule = schedules.find((one) => one.id === id);
  if (!schedule) return result(mode, 'fixed');
  const [now, next] = intervals(schedule, Date.now(), 8);
  return result(now.mode, now.why, now.name, next ? now.until : null);
}
