// What was put aside: MOCK_LETTERS=1 has two, one of which can be stored on trying again; otherwise nothing was.
const ago = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString();

const SOME = () => [
  { id: 2, put_aside_at: ago(3), code: 'never_opened', reason: 'The violation 01a1fbe6-6b03-7000-8000-00000000000a was never opened.', kind: 'violation.closed', camera_id: 1, camera_name: 'Gate', decided_at: ago(4) },
  { id: 1, put_aside_at: ago(90), code: 'unreadable', reason: '', kind: null, camera_id: null, camera_name: null, decided_at: null },
];

/** The routes of `/api/system/dead-letters`. */
export function deadLetters(problem) {
  let letters = process.env.MOCK_LETTERS === '1' ? SOME() : [];
  const drop = (id) => { letters = letters.filter((letter) => letter.id !== id); };
  const retry = (id) => {
    const found = letters.find((letter) => letter.id === id);
    if (!found) return problem(404, 'not_found', 'There is no such dead letter.');
    if (found.code === 'unreadable') return problem(409, 'still_refused', 'It cannot be stored.', 'It stays put aside.');
    drop(id);
    return [204, null];
  };
  return [
    ['GET', /^\/api\/system\/dead-letters$/, () => [200, { items: letters, next_cursor: null }]],
    ['POST', /^\/api\/system\/dead-letters\/retry-all$/, () => {
      const before = letters.length;
      letters = letters.filter((letter) => letter.code === 'unreadable');
      return [200, { stored: before - letters.length, refused: 0, left: letters.length }];
    }],
    ['POST', /^\/api\/system\/dead-letters\/(\d+)\/retry$/, ({ id }) => retry(Number(id))],
    ['DELETE', /^\/api\/system\/dead-letters\/(\d+)$/, ({ id }) => { drop(Number(id)); return [204, null]; }],
  ];
}
