import { expect, it } from 'vitest';
import { ApiProblem } from '@/lib/api/problem';
import { createRequest } from '@/lib/api/request';
import { createSession } from '@/lib/session/session';
import { answerWith } from '@tests/support/answers';

const as = (token: string) => {
  const session = createSession();
  session.start(token);
  return session;
};
const failure = (path: string, session = createSession()) =>
  createRequest(session)(path).then(
    () => null,
    (error: unknown) => error as ApiProblem,
  );

it('says that nobody answers when nobody does', async () => {
  answerWith({});
  expect((await failure('/api/cameras'))?.code).toBe('no_answer');
});

it('reads the problem of a refusal, with its fields and how long to wait', async () => {
  answerWith({
    'GET /api/x': {
      status: 429,
      body: { code: 'too_many_requests', errors: [{ field: 'name', message: 'taken' }] },
      headers: { 'Retry-After': '42' },
    },
  });
  expect(await failure('/api/x')).toMatchObject({
    code: 'too_many_requests',
    status: 429,
    retryAfterSeconds: 42,
    fields: { name: 'taken' },
  });
});

it('ends the session when the token is refused, and says that it ended', async () => {
  const session = as('old');
  answerWith({ 'GET /api/x': { status: 401, body: { code: 'not_authenticated' } } });
  await failure('/api/x', session);
  expect(session.state()).toEqual({ token: null, visit: null, ended: true });
});

it('does not end the session when a log-in fails', async () => {
  const session = as('mine');
  answerWith({ 'GET /api/x': { status: 401, body: { code: 'login_failed' } } });
  await failure('/api/x', session);
  expect(session.state().token).toBe('mine');
});
