// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { bare, clientOf, trusting } from '../../server/proxies.mjs';

describe('who asks', () => {
  const isTrusted = trusting('127.0.0.1 10.0.0.0/8, 2001:db8::/32');
  it.each([
    ['9.9.9.9', '6.6.6.6', '9.9.9.9'], // no proxy of ours: not believed
    ['127.0.0.1', undefined, '127.0.0.1'],
    ['127.0.0.1', '', '127.0.0.1'],
    ['127.0.0.1', '198.51.100.7', '198.51.100.7'],
    ['10.1.1.1', '6.6.6.6, 198.51.100.7', '198.51.100.7'], // what the client wrote before is not believed
    ['10.1.1.1', '198.51.100.7,10.2.2.2 , 127.0.0.1', '198.51.100.7'],
    ['2001:db8::1', '::ffff:198.51.100.7', '198.51.100.7'],
    ['10.1.1.1', '198.51.100.7, unknown', '10.1.1.1'],
    ['10.1.1.1', '10.3.3.3', '10.3.3.3'],
  ])('%s for %s is %s', (peer, forwardedFor, client) => {
    expect(clientOf(peer, forwardedFor, isTrusted)).toBe(client);
  });
  it('nobody is trusted unless named', () => {
    expect([trusting('')('127.0.0.1'), isTrusted('11.0.0.1'), isTrusted('')]).toEqual([false, false, false]);
  });
  it.each(['x', '10.0.0.0/40', '10.0.0.0/x', '1.2.3'])('%s is refused', (networks) => {
    expect(() => trusting(networks)).toThrow();
  });
  it('an IPv4 address over IPv6 is itself', () => {
    expect([bare('::ffff:10.0.0.1'), bare('::1')]).toEqual(['10.0.0.1', '::1']);
  });
});
