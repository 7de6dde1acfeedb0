import { refuse, accept, type Decision } from './decision.ts'

/** Letters and digits that nobody takes for one another. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 8
const TRIES = 5
export const RESET_CODE_MS = 24 * 3_600_000

/** A code of 8 letters and digits (39 bits) from 128 random bits in hexadecimal. */
export const resetCode = (seed: string): string => lettersOf(seed, LENGTH)

/** So many letters and digits (4.9 bits each) from 128 random bits in hexadecimal. */
export function lettersOf(seed: string, length: number): string {
  const base = BigInt(ALPHABET.length)
  const letters: string[] = []
  for (let rest = BigInt(`0x${seed}`); letters.length < length; rest /= base) letters.push(ALPHABET[Number(rest % base)] ?? '')
  return letters.join('')
}

/** A code as it was issued, from what a person typed: spaces, dashes and small letters do not matter. */
export function normaliseResetCode(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
}

/** Whether a code may be tried once more; the try itself counts before anything is compared. */
export function decideTry(code: { tries: number; expiresAt: number } | null, now: number): Decision<{ tries: number }> {
  if (code === null || code.tries >= TRIES || now >= code.expiresAt) return refuse('wrong-code')
  return accept({ tries: code.tries + 1 })
}
