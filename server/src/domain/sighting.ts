import type { Device } from './device.ts'
import type { Sha256 } from './receipt.ts'

/** At these moments, and no other, it is noted from where an attempt is taken. */
export type SightedAct = 'start' | 'resume' | 'submit'

/** What is noted: the device in words, and two hashes that tell only whether two of one contest are the same. */
export type Sighting = Device & { deviceHash: string | null; addressHash: string | null }

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
