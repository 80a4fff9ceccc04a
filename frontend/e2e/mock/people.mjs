// Users, links and the own account. MOCK_ALONE=1 starts with the administrator alone; MOCK_REGISTRATION=open opens
// the registration of companies. Links of the mock: /welcome#join, #reset, #address, #company, #used, #expired.
const day = (n) => new Date(Date.now() + n * 86_400_000).toISOString();
const member = (id, name, role, more = {}) => ({
  id,
  name,
  email: `${name.split(' ')[0].toLowerCase()}@plant.example`,
  role,
  is_platform: false,
  limits: null,
  created_at: day(-40 + id),
  disabled_at: null,
  version: 1,
  ...more,
});
const others = () => [
  member(2, 'Budi Santoso', 'officer', { limits: { site_ids: [1], camera_ids: [] } }),
  member(3, 'Dewi Lestari', 'supervisor', { limits: { site_ids: [], camera_ids: [2, 3, 44] } }),
  member(4, 'Eko Prasetyo', 'viewer', { disabled_at: day(-2) }),
  member(5, 'Siti Rahmawati', 'admin'),
];
const link = (id, purpose, name, more = {}) => ({
  id,
  purpose,
  company_id: 1,
  user_id: null,
  email: `${name.split(' ')[0].toLowerCase()}@plant.example`,
  name,
  role: 'viewer',
  limits: null,
  created_at: day(-1),
  expires_at: day(6),
  is_expired: false,
  ...more,
});
const openLinks = () => [
  link(1, 'invite', 'Rina Wijaya', { limits: { site_ids: [], camera_ids: [1] } }),
  link(2, 'email', 'Budi Santoso', { email: 'budi.santoso@new.example', user_id: 2 }),
  link(3, 'invite', 'Agus Salim', { role: 'officer', expires_at: day(-1), is_expired: true }),
];
const CONTENTS = {
  join: {
    purpose: 'invite',
    email: 'rina@plant.example',
    name: 'Rina Wijaya',
    role: 'viewer',
    company: 'Plant Cikarang',
  },
  reset: {
    purpose: 'reset',
    email: 'budi@plant.example',
    name: 'Budi Santoso',
    role: 'officer',
    company: 'Plant Cikarang',
  },
  address: {
    purpose: 'email',
    email: 'budi@new.example',
    name: 'Budi Santoso',
    role: 'officer',
    company: 'Plant Cikarang',
  },
  company: { purpose: 'register', email: 'owner@other.example', name: 'Wati', role: null, company: null },
};

export function peopleRoutes(user, problem) {
  let users = [
    { ...member(1, user.name, user.role), ...user, version: 1 },
    ...(process.env.MOCK_ALONE ? [] : others()),
  ];
  let links = process.env.MOCK_ALONE ? [] : openLinks();
  let pending = null;
  const own = () => ({
    ...user,
    pending_email: pending,
    limits: null,
    company: 'Plant Cikarang',
    language: null,
    version: 1,
  });
  const made = (one) => {
    links = [one, ...links.filter(({ id }) => id !== one.id)];
    return { invitation: one, link: `/welcome#mock-${one.id}-kX3vQ0Zt9pLr7sWm2aYd5uBnEoHcJg` };
  };
  const inspect = (token) => {
    if (token === 'used') return problem(410, 'link_used', 'This link has been used.');
    if (token === 'expired') return problem(410, 'link_expired', 'This link has expired.');
    const found = CONTENTS[token];
    return found ? [200, { ...found, expires_at: day(5) }] : problem(404, 'link_unknown', 'This link is not known.');
  };
  const login = () => ({ access_token: 'mock', token_type: 'Bearer', expires_in: 43200, user });
  const change = ({ id, body: { version, disabled, ...rest } }) => {
    const before = users.find((one) => one.id === Number(id));
    if (!before) return problem(404, 'not_found', 'There is no such user.');
    if (version !== before.version) return problem(409, 'changed_meanwhile', 'Somebody else changed this user.');
    const locked = disabled === undefined ? before.disabled_at : disabled ? day(0) : null;
    const after = { ...before, ...rest, disabled_at: locked, version: version + 1 };
    users = users.map((one) => (one === before ? after : one));
    return [200, after];
  };
  return [
    ['GET', /^\/api\/users$/, () => [200, { items: users }]],
    ['PATCH', /^\/api\/users\/(\d+)$/, change],
    [
      'DELETE',
      /^\/api\/users\/(\d+)$/,
      ({ id }) => {
        users = users.filter((one) => one.id !== Number(id));
        return [204, null];
      },
    ],
    [
      'POST',
      /^\/api\/users\/(\d+)\/reset$/,
      ({ id }) => {
        const { name, email } = users.find((one) => one.id === Number(id));
        return [201, made(link(100 + Number(id), 'reset', name, { email, user_id: Number(id), expires_at: day(1) }))];
      },
    ],
    ['GET', /^\/api\/invitations$/, () => [200, { items: links }]],
    [
      'POST',
      /^\/api\/invitations$/,
      ({ body }) =>
        users.some(({ email }) => email === body.email)
          ? problem(409, 'email_in_use', 'This address has an account already.')
          : [201, made(link(200 + links.length, 'invite', body.name, body))],
    ],
    [
      'POST',
      /^\/api\/invitations\/(\d+)\/renew$/,
      ({ id }) => [200, made({ ...links.find((one) => one.id === Number(id)), expires_at: day(7), is_expired: false })],
    ],
    [
      'DELETE',
      /^\/api\/invitations\/(\d+)$/,
      ({ id }) => {
        links = links.filter((one) => one.id !== Number(id));
        return [204, null];
      },
    ],
    ['POST', /^\/api\/links\/inspect$/, ({ body }) => inspect(body.token)],
    [
      'POST',
      /^\/api\/links\/accept$/,
      ({ body: { token } }) => [200, { purpose: CONTENTS[token].purpose, login: token === 'address' ? null : login() }],
    ],
    [
      'GET',
      /^\/api\/companies\/registration$/,
      () => [200, { registration: process.env.MOCK_REGISTRATION ?? 'closed' }],
    ],
    ['POST', /^\/api\/companies\/register$/, () => [201, login()]],
    ['GET', /^\/api\/account$/, () => [200, own()]],
    ['PATCH', /^\/api\/account$/, ({ body }) => [200, { ...own(), name: (user.name = body.name) }]],
    ['POST', /^\/api\/account\/password$/, () => [200, login()]],
    [
      'POST',
      /^\/api\/account\/email$/,
      ({ body }) => {
        pending = body.email;
        return [200, own()];
      },
    ],
  ];
}

/** Nobody has to be logged in for these. */
export const isPublic = (path) => /^\/api\/(auth\/login|links\/|companies\/regist)/.test(path);
