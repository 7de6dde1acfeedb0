import { randomBytes } from 'node:crypto'
import type { Ids } from './ports/ids.ts'

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/** Ids of 26 letters: 10 of time, 16 random (the layout of ULID), counting up inside one millisecond so that order is kept. `bytes` gives chance. */
export function timeSortedIds(bytes: (count: number) => Buffer = randomBytes): Ids {
  let lastMs = -1
  let tail = 0n
  const letters = (value: bigint, count: number): string => {
    let text = ''
    for (let rest = value, i = 0; i < count; i += 1, rest >>= 5n) text = (ALPHABET[Number(rest & 31n)] as string) + text
    return text
  }
  return {
    next: (now) => {
      if (now > lastMs) {
        lastMs = now
        tail = BigInt(`0x${bytes(10).toString('hex')}`) >> 1n
      } else tail += 1n
      return letters(BigInt(lastMs), 10) + letters(tail, 16)
    },
    seed: () => bytes(16).toString('hex'),
  }
}
