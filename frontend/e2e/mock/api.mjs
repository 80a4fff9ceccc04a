// The HTTP half of the contract, over plain arrays.
import { reason } from './cameras.mjs';
import { company, timeline } from './coverage.mjs';
import { deadLetters } from './dead_letters.mjs';
import { health } from './health.mjs';
import { model } from './model.mjs';
import { isPublic, peopleRoutes } from './people.mjs';
import { scheduleRoutes } from './schedule_routes.mjs';
import { system } from './system.mjs';
import { storage } from './storage.mjs';
import { zoneRoutes } from './zone_routes.mjs';

const PASSWORD = 'correct horse';
const MAY = {
  officer: ['operate_cameras'],
  admin: [
    ...['operate_cameras', 'manage_cameras', 'manage_schedules', 'manage_sites', 'manage_failed_events'],
    ...['manage_users', 'manage_company', 'view_audit', 'manage_companies'],
  ],
};
const user = {
  id: 1,
  email: 'admin@mandor.local',
  name: 'Administrator',
  role: process.env.MOCK_ROLE ?? 'admin',
  is_platform: true,
  permissions: [
    ...['own_account', 'view_cameras', 'view_live', 'view_violations', 'view_evidence', 'view_system'],
    ...(MAY[process.env.MOCK_ROLE ?? 'admin'] ?? []),
    'manage_rules',
  ],
  company_id: 1,
};
const sites = [{ id: 1, name: 'Plant 1', time_zone: 'Asia/Jakarta', archived_at: null, version: 1 }];

const problem = (status, code, detail, hint = '', errors = []) => [
  status,
  { type: 'about:blank', title: code, status, code, detail, hint, errors },
];

/** `answer(method, path, query, body, authorised)` → `[status, body]`, or null when there is no such route. */
export function api(state) {
  let wrong = 0;
  const routes = [
    ...scheduleRoutes(state, problem),
    ...peopleRoutes(user, problem),
    ...zoneRoutes(problem),
    [
      'POST',
      /^\/api\/auth\/login$/,
      ({ body }) => {
        if (wrong > 9) return problem(429, 'too_many_requests', 'Too many log-ins.', 'Wait a minute.');
        if (body.password !== PASSWORD) {
          wrong += 1;
          return problem(401, 'login_failed', 'Wrong e-mail or password.');
        }
        return [200, { access_token: 'mock', token_type: 'Bearer', expires_in: 43200, user }];
      },
    ],
    ['GET', /^\/api\/auth\/me$/, () => [200, { user, sites }]],
    [
      'PATCH',
      /^\/api\/sites\/(\d+)$/,
      ({ id, body }) => {
        const site = sites.find((one) => one.id === Number(id));
        return site
          ? [200, Object.assign(site, body)]
          : problem(404, 'not_found', 'There is no such site.', 'Load the page again.');
      },
    ],
    ['GET', /^\/api\/cameras$/, () => [200, { items: state.cameras, next_cursor: null }]],
    [
      'POST',
      /^\/api\/cameras$/,
      ({ body }) =>
        state.addCamera(body) ??
        problem(409, 'conflict', 'A camera of that name exists.', 'Choose another name.', [
          { field: 'name', message: 'A camera of that name exists.' },
        ]),
    ],
    [
      'POST',
      /^\/api\/cameras\/test$/,
      ({ body }) =>
        /^(rtsp|https?|file|device|demo):/.test(body.source)
          ? [200, test(body.source, state)]
          : [
              200,
              {
                ok: false,
                reason: {
                  code: 'invalid_source',
                  message: 'The source is of no kind that Mandor can open.',
                  hint: 'These work: rtsp://…',
                },
              },
            ],
    ],
    ['POST', /^\/api\/cameras\/(\d+)\/restore$/, ({ id }) => state.restore(Number(id))],
    ['PATCH', /^\/api\/cameras\/(\d+)$/, ({ id, body }) => state.change(Number(id), body)],
    ['DELETE', /^\/api\/cameras\/(\d+)$/, ({ id }) => state.remove(Number(id))],
    [
      'GET',
      /^\/api\/cameras\/(\d+)$/,
      ({ id }) => {
        const found = state.cameras.find((c) => c.id === Number(id));
        return found ? [200, found] : problem(404, 'not_found', 'There is no such camera.');
      },
    ],
    [
      'GET',
      /^\/api\/cameras\/(\d+)\/coverage$/,
      ({ id, query }) => {
        const found = state.cameras.find((c) => c.id === Number(id));
        return found ? [200, timeline(found, query)] : problem(404, 'not_found', 'There is no such camera.');
      },
    ],
    ['GET', /^\/api\/stats\/coverage$/, ({ query }) => [200, company(state.cameras, query)]],
    ['GET', /^\/api\/violations$/, ({ query }) => [200, list(state.violations, query)]],
    [
      'GET',
      /^\/api\/violations\/([\w-]+)$/,
      ({ id }) => {
        const found = state.violations.find((v) => v.id === id);
        return found ? [200, found] : problem(404, 'not_found', 'There is no such violation.');
      },
    ],
    [
      'GET',
      /^\/api\/models\/info$/,
      () =>
        process.env.MOCK_MODEL === 'away'
          ? problem(503, 'inference_away', 'No detection process is running.', 'It is restarted by itself.')
          : [200, model(process.env.MOCK_MODEL)],
    ],
    ['GET', /^\/api\/system\/storage$/, () => [200, storage]],
    ...deadLetters(problem),
    ['GET', /^\/api\/system$/, () => [200, system(state.cameras)]],
    ['GET', /^\/health$/, () => [200, health]],
  ];
  return ({ method, path, query, body, authorised }) => {
    if (!authorised && path !== '/health' && !isPublic(path)) return problem(401, 'not_authenticated', 'Log in.');
    for (const [verb, pattern, handle] of routes) {
      const match = pattern.exec(path);
      if (match && verb === method) return handle({ id: match[1], query, body });
    }
    return problem(404, 'not_found', 'There is no such route.');
  };
}

function test(source, state) {
  if (source.includes('wrong')) return { ok: false, reason: reason('login_refused') };
  return {
    ok: true,
    width: 960,
    height: 540,
    fps: 10,
    codec: 'h264',
    snapshot: `data:image/jpeg;base64,${state.snapshot().toString('base64')}`,
  };
}

function list(all, query) {
  const fits = all.filter(
    (v) =>
      (!query.get('camera_id') || v.camera_id === Number(query.get('camera_id'))) &&
      (query.get('demo') !== 'false' || !v.demo) &&
      (!query.get('item') || v.item === query.get('item')) &&
      (!query.get('since') || v.opened_at >= query.get('since')) &&
      (!query.get('until') || v.opened_at < query.get('until')),
  );
  const from = Number(query.get('cursor') ?? 0);
  const limit = Number(query.get('limit') ?? 50);
  return {
    items: fits.slice(from, from + limit),
    next_cursor: from + limit < fits.length ? String(from + limit) : null,
  };
}
