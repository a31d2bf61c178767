import { BlockList, isIP } from 'node:net';

/** What the registries of special addresses (RFC 6890 and its successors) do not give to the public internet. */
const special = {
  ipv4: [
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.88.99.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
  ],
  // With them whatever carries an IPv4 address inside: compatible, translated, NAT64, Teredo, 6to4. Mapped ones count as IPv4.
  ipv6: [
    ['::', 96],
    ['::ffff:0:0:0', 96],
    ['64:ff9b::', 96],
    ['64:ff9b:1::', 48],
    ['100::', 64],
    ['2001::', 23],
    ['2001:db8::', 32],
    ['2002::', 16],
    ['3fff::', 20],
    ['5f00::', 16],
    ['fc00::', 7],
    ['fe80::', 10],
    ['fec0::', 10],
    ['ff00::', 8],
  ],
} as const;

const notPublic = new BlockList();
for (const [net, prefix] of special.ipv4) notPublic.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of special.ipv6) notPublic.addSubnet(net, prefix, 'ipv6');

/** Whether the text is an address of the public internet: not of this machine, its network or a special purpose. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && !address.includes('%') && !notPublic.check(address, family === 4 ? 'ipv4' : 'ipv6');
}
