import { expect, test } from 'vitest'
import { nearestProxy } from '../../server/src/http/proxies.ts'

test.each([
  ['a proxy on this machine', '127.0.0.1', 0, true],
  ['one in the own network', '10.0.0.2', 0, true],
  ['one beside it in a container', '172.18.0.3', 0, true],
  ['one by IPv6', 'fd00::2', 0, true],
  ['IPv4 as a socket for both tells it', '::ffff:192.168.1.9', 0, true],
  ['what that one tells, though it is in the own network', '10.0.0.9', 1, false],
  ['a stranger who sends straight to the server', '203.0.113.5', 0, false],
  ['a stranger as a socket for both tells it', '::ffff:203.0.113.5', 0, false],
  ['a stranger by IPv6', '2001:db8::5', 0, false],
  ['a caller who has hung up', undefined as unknown as string, 0, false],
])('%s is believed, or not', (_who, address, hop, believed) => {
  expect(nearestProxy(address, hop)).toBe(believed)
})
