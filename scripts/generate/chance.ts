import { createHash } from 'node:crypto'
import { randomFrom, type Random } from '../../server/src/domain/random.ts'
import { timeSortedIds } from '../../server/src/ids.ts'
import type { Ids } from '../../server/src/ports/ids.ts'

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/** 64 bytes of chance that belong to a name under the seed. */
export const chanceOf = (seed: string, name: string): Buffer => createHash('sha512').update(`${seed}\n${name}`).digest()

/** What begins a stream of chance: 32 hexadecimal digits out of the first or the second 16 bytes. */
export const seedOf = (chance: Buffer, which: 0 | 1 = 0): string => chance.toString('hex', which * 16, which * 16 + 16)
export const randomOf = (seed: string, name: string): Random => randomFrom(seedOf(chanceOf(seed, name)))

/** An id as the server makes them, 10 letters of time and 16 of chance, but of a name's own chance: the same in every run. */
export function idOf(at: number, chance: Buffer): string {
  let time = ''
  for (let rest = at, letter = 0; letter < 10; letter += 1, rest = Math.floor(rest / 32)) time = (ALPHABET[rest % 32] as string) + time
  let tail = ''
  for (const byte of chance.subarray(48)) tail += ALPHABET[byte & 31] as string
  return time + tail
}

/** The server's own maker of ids, fed from the seed. */
export function seededIds(seed: string): Ids {
  let drawn = 0
  return timeSortedIds((count) => chanceOf(seed, `bytes ${(drawn += 1)}`).subarray(0, count))
}
