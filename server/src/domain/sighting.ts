import type { Device } from './device.ts'
import type { Sha256 } from './receipt.ts'

/** At these moments, and no other, it is noted from where an attempt is taken. */
export type SightedAct = 'start' | 'resume' | 'submit'

/** What is noted: the device in words, and two hashes that tell only whether two of one contest are the same; `deviceHash` is null for a script. */
export type Sighting = Device & { at: number; deviceHash: string | null; addressHash: string | null }
/** What a request tells of where it comes from, for a contest. */
export type Sight = (contestId: string) => Sighting

/** Sightings of a round are erased so long after its first seal: until then somebody may dispute a result. */
export const SIGHTINGS_MS = 30 * 86_400_000

/** A device or an address as it is kept: without the server's secret nobody can try out which one it was, and no other contest gives the same hash. */
export function sightingHash(
  sha256: Sha256,
  { secret, contestId }: { secret: string; contestId: string },
  kind: 'device' | 'address',
  value: string,
): string {
  return sha256(`${kind}\n${contestId}\n${secret}\n${value}`).slice(0, 24)
}

/** The part of an address that names a line: of IPv6 the first half, since devices change the second by themselves. */
export function lineOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  if (!plain.includes(':')) return plain
  const [head = '', tail] = plain.split('::')
  const [before, after] = [head, tail ?? ''].map((part) => (part === '' ? [] : part.split(':')))
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - (before?.length ?? 0) - (after?.length ?? 0))).fill('0')
  return [...(before ?? []), ...zeros, ...(after ?? [])]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}
