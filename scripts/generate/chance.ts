import { createHash } from 'node:crypto'
import { randomFrom, type Random } from '../../server/src/domain/random.ts'
import { timeSortedIds } from '../../server/src/ids.ts'
import type { Ids } from '../../server/src/ports/ids.ts'

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

export const digest = (seed: string, name: string): Buffer => createHash('sha256').update(`${seed}\n${name}`).digest()

/** Two streams of chance that belong to a name under the seed, as the 32 digits that begin each. */
export function seedsOf(seed: string, name: string): [first: string, second: string] {
  const text = digest(seed, name).toString('hex')
  return [text.slice(0, 32), text.slice(32)]
}
export const randomOf = (seed: string, name: string): Random => randomFrom(seedsOf(seed, name)[0])

/** An id as the server makes them, 10 letters of time and 16 of chance, but of a name's own chance: the same in every run. */
export function idOf(at: number, seed: string, name: string): string {
  let time = ''
  for (let rest = at, letter = 0; letter < 10; letter += 1, rest = Math.floor(rest / 32)) time = (ALPHABET[rest % 32] as string) + time
  let tail = ''
  for (const byte of digest(seed, name).subarray(0, 16)) tail += ALPHABET[byte & 31] as string
  return time + tail
}

/** The server's own maker of ids, fed from the seed. */
export function seededIds(seed: string): Ids {
  let drawn = 0
  return timeSortedIds((count) => digest(seed, `bytes ${(drawn += 1)}`).subarray(0, count))
}
