import { BlockList, isIP } from 'node:net'

/** What only this machine and its own network can send from: loopback, link-local, private (RFC 1918, 3927, 4193). */
const near = new BlockList()
for (const [network, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
] as const)
  near.addSubnet(network, bits, 'ipv4')
near.addAddress('::1', 'ipv6')
near.addSubnet('fe80::', 10, 'ipv6')
near.addSubnet('fc00::', 7, 'ipv6')

/** Of the addresses that a proxy near by names only the one that it has seen itself counts: those before it are what the caller wrote. */
export function nearestProxy(address: string, hop: number): boolean {
  // A caller that has hung up has none any more.
  const family = isIP(address)
  return hop === 0 && family !== 0 && near.check(address, family === 6 ? 'ipv6' : 'ipv4')
}
