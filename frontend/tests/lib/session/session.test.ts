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
  expect(createSession().state()).toEqual({ token: null, ended: true });
  after((session) => session.leave());
  expect(createSession().state()).toEqual({ token: null, ended: false });
});

it('says so in another tab, and no more after the next log-in', () => {
  const other = after(() => undefined);
  other.subscribe(vi.fn());
  after((session) => session.end('t1'));
  window.dispatchEvent(new StorageEvent('storage', { key: 'mandor.token', newValue: null }));
  expect(other.state()).toEqual({ token: null, ended: true });
  createSession().start('t2');
  window.dispatchEvent(new StorageEvent('storage', { key: 'mandor.token', newValue: 't2' }));
  expect(other.state()).toEqual({ token: 't2', ended: false });
});

it('is not ended by a late answer to an older token', () => {
  const session = after((one) => one.end('t0'));
  expect(session.state()).toEqual({ token: 't1', ended: false });
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
  expect(session.state()).toEqual({ token: 'mine', ended: false });
  session.leave();
  expect(session.state().token).toBeNull();
});
