// Proxies in front of the dashboard's server, and for whom they speak.
import { BlockList, isIP } from 'node:net';

/** An IPv4 address as such, also when it came over an IPv6 socket. */
export const bare = (address) => address.replace(/^::ffff:(?=\d+\.)/i, '');

/** Tells of an address whether it is one of `networks`: '10.0.0.1, 10.1.0.0/16'. Throws when one cannot be read. */
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

/** Who asks: the last address in the chain for which no proxy of ours speaks. Anybody can write what is before it. */
export function clientOf(peer, forwardedFor, isTrusted) {
  const chain = (forwardedFor ?? '').split(',').map((part) => bare(part.trim()));
  let client = peer;
  while (isTrusted(client) && isIP(chain.at(-1) ?? '')) client = chain.pop();
  return client;
}
