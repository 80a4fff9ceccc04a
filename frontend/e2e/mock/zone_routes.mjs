// The routes of zones and rules, over plain arrays.
const EMPTY_RULE = {
  severity: 'warning',
  minimum_seconds: 1,
  items: [],
  most_people: 0,
  stages: [],
  after_hours_stages: [],
  entry_seconds: 0,
  exit_seconds: 0,
  condition: null,
  enabled: true,
  zone_id: null,
  schedule_id: null,
  bypass: null,
  applies: true,
  inactive: null,
  warnings: [],
};

export function zoneRoutes(problem) {
  const stored = { zones: [], rules: [] };
  const deleted = { zones: [], rules: [] };
  const versions = [];
  let next = 1;
  const now = () => new Date().toISOString();
  const page = (items) => [200, { items, unreadable: [] }];
  const missing = () => problem(404, 'not_found', 'It does not exist.', 'Load the page again.');

  const record = (rule) => {
    const zone = stored.zones.find(({ id }) => id === rule.zone_id) ?? null;
    const last = versions.find(({ id, effective_to: to }) => id === rule.id && to === null);
    if (last) last.effective_to = now();
    const named = { zone, schedule_name: '', schedule: null, effective_to: null, by_name: 'Administrator' };
    versions.unshift({ ...rule, ...named });
  };
  /** Listing, adding, changing, deleting and restoring of one kind. */
  const routesOf = (kind, fresh, saved) => [
    [
      'GET',
      new RegExp(`^/api/cameras/(\\d+)/${kind}$`),
      ({ id }) => page(stored[kind].filter((one) => one.camera_id === Number(id))),
    ],
    [
      'POST',
      new RegExp(`^/api/cameras/(\\d+)/${kind}$`),
      ({ id, body }) => {
        const at = { version: 1, created_at: now(), effective_from: now(), updated_at: now(), drawn_at: now() };
        const made = { ...fresh, ...body, ...at, id: next++, camera_id: Number(id) };
        stored[kind].push(made);
        saved(made);
        return [201, made];
      },
    ],
    [
      'PATCH',
      new RegExp(`^/api/${kind}/(\\d+)$`),
      ({ id, body }) => {
        const found = stored[kind].find((one) => one.id === Number(id));
        if (!found) return missing();
        if (found.version !== body.version) return problem(409, 'changed_meanwhile', 'It was changed meanwhile.');
        saved(Object.assign(found, body, { version: found.version + 1, effective_from: now() }));
        return [200, found];
      },
    ],
    [
      'DELETE',
      new RegExp(`^/api/${kind}/(\\d+)$`),
      ({ id }) => {
        deleted[kind].push(...stored[kind].filter((one) => one.id === Number(id)));
        stored[kind] = stored[kind].filter((one) => one.id !== Number(id));
        return [204, null];
      },
    ],
    [
      'POST',
      new RegExp(`^/api/${kind}/(\\d+)/restore$`),
      ({ id }) => {
        const found = deleted[kind].find((one) => one.id === Number(id));
        if (found) stored[kind].push(found);
        return found ? [200, found] : missing();
      },
    ],
  ];
  const bypass = (id, value) => {
    const found = stored.rules.find((one) => one.id === Number(id));
    if (!found) return missing();
    return [
      200,
      Object.assign(found, { bypass: value, applies: value === null, inactive: value === null ? null : 'bypassed' }),
    ];
  };
  const freshZone = {
    picture: null,
    shape_changed: false,
    view_changed: false,
    applied: true,
    notes: [],
    rule_ids: [],
  };

  return [
    ...routesOf('zones', freshZone, () => undefined),
    ...routesOf('rules', EMPTY_RULE, record),
    ['PUT', /^\/api\/rules\/(\d+)\/bypass$/, ({ id, body }) => bypass(id, { ...body, by_name: 'Administrator' })],
    ['DELETE', /^\/api\/rules\/(\d+)\/bypass$/, ({ id }) => bypass(id, null)],
    ['GET', /^\/api\/rules\/(\d+)\/versions$/, ({ id }) => page(versions.filter((one) => one.id === Number(id)))],
    [
      'GET',
      /^\/api\/cameras\/(\d+)\/assessability$/,
      () => [
        200,
        { since: now(), until: now(), truncated: false, columns: 16, rows: 9, cells: [], hours: [], rules: [] },
      ],
    ],
  ];
}
