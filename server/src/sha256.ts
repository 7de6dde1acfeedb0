import { createHash, hash } from 'node:crypto'
import type { PieceHash, Sha256 } from './domain/receipt.ts'

/** In one call: an object for each hash would cost half as much again. */
export const sha256: Sha256 = (text) => hash('sha256', text)

/** Of a text that is never whole in memory. */
export function openHash(): PieceHash {
  const pieces = createHash('sha256')
  return { update: (text) => void pieces.update(text), hex: () => pieces.digest('hex') }
}
