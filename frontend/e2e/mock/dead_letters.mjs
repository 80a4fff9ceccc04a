// Failed events: MOCK_LETTERS=1 has two, one of which is stored on retry; MOCK_LETTERS=many has 480, of which a round
// tries 60; otherwise there are none.
const ago = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString();

const SOME = () => [
  {
    id: 2,
    put_aside_at: ago(3),
    code: 'never_opened',
    reason: 'The violation 01a1fbe6-6b03-7000-8000-00000000000a was never opened.',
    kind: 'violation.closed',
    camera_id: 1,
    camera_name: 'Gate',
    decided_at: ago(4),
  },
  {
    id: 1,
    put_aside_at: ago(90),
    code: 'unreadable',
    reason: '',
    kind: null,
    camera_id: null,
    camera_name: null,
    decided_at: null,
  },
];

const MANY = () => Array.from({ length: 480 }, (_, n) => ({ ...SOME()[n % 40 === 7 ? 1 : 0], id: 480 - n }));
const ROUND = 60;

/** The routes of `/api/system/dead-letters`. */
export function deadLetters(problem) {
  let letters = { 1: SOME, many: MANY }[process.env.MOCK_LETTERS]?.() ?? [];
  const drop = (id) => {
    letters = letters.filter((letter) => letter.id !== id);
  };
  const retry = (id) => {
    const found = letters.find((letter) => letter.id === id);
    if (!found) return problem(404, 'not_found', 'There is no such dead letter.');
    if (found.code === 'unreadable')
      return problem(409, 'still_refused', 'It cannot be stored.', 'It stays among the failed events.');
    drop(id);
    return [204, null];
  };
  return [
    ['GET', /^\/api\/system\/dead-letters$/, () => [200, { items: letters.slice(0, 50), next_cursor: null }]],
    [
      'POST',
      /^\/api\/system\/dead-letters\/retry-all$/,
      ({ query }) => {
        const behind = letters
          .map(({ id }) => id)
          .toSorted((a, b) => a - b)
          .filter((id) => id > Number(query.get('cursor') ?? 0));
        const tried = behind.slice(0, ROUND);
        const before = letters.length;
        letters = letters.filter(({ id, code }) => code === 'unreadable' || !tried.includes(id));
        const stored = before - letters.length;
        const untried = behind.length - tried.length;
        return [
          200,
          {
            stored,
            refused: tried.length - stored,
            left: letters.length,
            untried,
            next_cursor: untried > 0 ? String(tried.at(-1)) : null,
          },
        ];
      },
    ],
    ['POST', /^\/api\/system\/dead-letters\/(\d+)\/retry$/, ({ id }) => retry(Number(id))],
    [
      'DELETE',
      /^\/api\/system\/dead-letters\/(\d+)$/,
      ({ id }) => {
        drop(Number(id));
        return [204, null];
      },
    ],
  ];
}
