import { BlockList, isIP } from 'node:net';

/** Tells whether a machine may send. An empty list lets everyone in who reaches the socket. */
export function senderFilter(allow: readonly string[]): (address: string) => boolean {
  if (allow.length === 0 || allow.includes('*')) return () => true;
  const list = new BlockList();
  for (const entry of allow) {
    const [address = '', bits] = entry.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (address) => list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
