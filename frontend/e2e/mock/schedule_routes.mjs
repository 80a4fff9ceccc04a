// The routes of schedules and overrides.
import { intervals } from './schedules.mjs';

export function scheduleRoutes(state, problem) {
  const answerOf = (schedule) => ({
    ...schedule,
    camera_ids: state.cameras.filter((one) => one.schedule_id === schedule.id).map(({ id }) => id),
  });
  const changed = () => {
    state.follow();
    for (const camera of state.cameras) state.announce('camera', camera);
  };
  const taken = (name, id) => state.schedules.some((one) => one.name === name && one.id !== id);
  const conflict = () =>
    problem(409, 'conflict', 'A schedule of that name exists.', 'Choose another name.', [
      { field: 'name', message: 'A schedule of that name exists.' },
    ]);
  const one = (id) => state.schedules.find((schedule) => schedule.id === Number(id));
  const missing = () => problem(404, 'not_found', 'There is no such schedule.');

  return [
    [
      'GET',
      /^\/api\/schedules$/,
      () => [200, { items: state.schedules.toSorted((a, b) => a.name.localeCompare(b.name)).map(answerOf) }],
    ],
    [
      'POST',
      /^\/api\/schedules$/,
      ({ body }) => {
        if (taken(body.name)) return conflict();
        const at = new Date().toISOString();
        const made = {
          id: Math.max(0, ...state.schedules.map(({ id }) => id)) + 1,
          created_at: at,
          updated_at: at,
          slots: [],
          exceptions: [],
          ...body,
        };
        state.schedules.push(made);
        return [201, answerOf(made)];
      },
    ],
    [
      'POST',
      /^\/api\/schedules\/preview$/,
      ({ body }) => {
        const from = body.from ? Date.parse(body.from) : Date.now();
        return [
          200,
          {
            time_zone: body.time_zone ?? 'Asia/Jakarta',
            intervals: intervals({ slots: [], exceptions: [], ...body }, from, body.days ?? 7),
          },
        ];
      },
    ],
    ['GET', /^\/api\/schedules\/(\d+)$/, ({ id }) => (one(id) ? [200, answerOf(one(id))] : missing())],
    [
      'PATCH',
      /^\/api\/schedules\/(\d+)$/,
      ({ id, body }) => {
        if (!one(id)) return missing();
        if (taken(body.name, Number(id))) return conflict();
        Object.assign(one(id), body);
        changed();
        return [200, answerOf(one(id))];
      },
    ],
    [
      'DELETE',
      /^\/api\/schedules\/(\d+)$/,
      ({ id, query }) => {
        if (!one(id)) return missing();
        const users = state.cameras.filter((camera) => camera.schedule_id === Number(id));
        if (users.length > 0 && query.get('release') !== 'true') {
          return problem(
            409,
            'schedule_in_use',
            `The schedule '${one(id).name}' is in use by ${users.map(({ name }) => name).join(', ')}.`,
            'Release them.',
          );
        }
        for (const camera of users) camera.schedule_id = null;
        state.schedules = state.schedules.filter((schedule) => schedule !== one(id));
        changed();
        return [204, null];
      },
    ],
    [
      'PUT',
      /^\/api\/cameras\/(\d+)\/mode$/,
      ({ id, body }) =>
        state.change(Number(id), {
          override: { mode: body.mode, until: body.until ?? null, by_name: 'Administrator' },
        }),
    ],
    ['DELETE', /^\/api\/cameras\/(\d+)\/mode$/, ({ id }) => state.change(Number(id), { override: null })],
  ];
}
