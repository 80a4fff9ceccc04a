import { afterEach, expect, it, vi } from 'vitest';
import { createSession } from '@/lib/session/session';

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
