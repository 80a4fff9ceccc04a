import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createSession } from '@/lib/session/session';

beforeEach(() => localStorage.clear());

const after = (change: (session: ReturnType<typeof createSession>) => void) => {
  const session = createSession();
  session.start('t1');
  change(session);
  return session;
};

it('says after a reload that the session ended, unless the person left', () => {
  after((session) => session.end('t1'));
  expect(createSession().state()).toEqual({ token: null, visit: null, ended: true });
  after((session) => session.leave());
  expect(createSession().state()).toEqual({ token: null, visit: null, ended: false });
});

it('says so in another tab, and no more after the next log-in', () => {
  const other = after(() => undefined);
  other.subscribe(vi.fn());
  after((session) => session.end('t1'));
  window.dispatchEvent(new StorageEvent('storage', { key: 'mandor.token', newValue: null }));
  expect(other.state()).toEqual({ token: null, visit: null, ended: true });
  createSession().start('t2');
  window.dispatchEvent(new StorageEvent('storage', { key: 'mandor.token', newValue: 't2' }));
  expect(other.state()).toEqual({ token: 't2', visit: null, ended: false });
});

it('is not ended by a late answer to an older token', () => {
  const session = after((one) => one.end('t0'));
  expect(session.state()).toEqual({ token: 't1', visit: null, ended: false });
});

const forbidden = () => {
  throw new DOMException('The operation is insecure.', 'SecurityError');
};
afterEach(() => vi.restoreAllMocks());

it('lasts as long as the tab where the browser stores nothing', () => {
  vi.spyOn(Storage.prototype, 'getItem').mockImplementation(forbidden);
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(forbidden);
  vi.spyOn(Storage.prototype, 'removeItem').mockImplementation(forbidden);
  const session = createSession();
  expect(session.state().token).toBeNull();
  session.start('mine');
  expect(session.state()).toEqual({ token: 'mine', visit: null, ended: false });
  session.leave();
  expect(session.state().token).toBeNull();
});

const VISIT = { company: 'Plant 2', until: '2026-11-21T03:00:00Z' };

it.each([
  ['the person ends it', (session: ReturnType<typeof createSession>) => session.endVisit()],
  ['its token is refused', (session: ReturnType<typeof createSession>) => session.end('guest')],
])('a visit returns to the own log-in when %s', (_, end) => {
  const session = after((one) => one.visit('guest', VISIT));
  expect(session.state()).toEqual({ token: 'guest', visit: VISIT, ended: false });
  expect(createSession().state().visit).toEqual(VISIT); // after a reload
  end(session);
  expect(session.state()).toEqual({ token: 't1', visit: null, ended: false });
  expect(createSession().state()).toEqual({ token: 't1', visit: null, ended: false });
});

it('a visit goes on in other tabs, and one of them ends it', () => {
  const other = after(() => undefined);
  other.subscribe(vi.fn());
  after((session) => session.visit('guest', VISIT));
  window.dispatchEvent(new StorageEvent('storage', { key: 'mandor.token', newValue: 'guest' }));
  expect(other.state().visit).toEqual(VISIT);
  other.endVisit();
  expect(other.state().token).toBe('t1');
});

it('nothing of a visit is left after the person logs out', () => {
  after((session) => {
    session.visit('guest', VISIT);
    session.leave();
  });
  expect(createSession().state()).toEqual({ token: null, visit: null, ended: false });
  expect(Object.values(localStorage).join()).not.toContain('t1');
});
