// Trusted proxies in front of the dashboard's server, and the client's address behind them.
import { BlockList, isIP } from 'node:net';

/** An IPv4 address as such, also when it came over an IPv6 socket. */
export const bare = (address) => address.replace(/^::ffff:(?=\d+\.)/i, '');

/** A test whether an address is in `networks`: '10.0.0.1, 10.1.0.0/16'. Throws if one of them is invalid. */
export function trusting(networks) {
  const list = new BlockList();
  for (const network of networks.split(/[\s,]+/).filter(Boolean)) {
    const [address, bits] = network.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (address) => isIP(address) !== 0 && list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** The client's address: the last in the chain that no trusted proxy vouches for. A client can forge those before it. */
export function clientOf(peer, forwardedFor, isTrusted) {
  const chain = (forwardedFor ?? '').split(',').map((part) => bare(part.trim()));
  let client = peer;
  while (isTrusted(client) && isIP(chain.at(-1) ?? '')) client = chain.pop();
  return client;
}
