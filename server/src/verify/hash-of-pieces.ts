import { createHash } from 'node:crypto'

/** SHA-256 of a text that is never whole in memory. */
export function hashOfPieces(pieces: Iterable<string>): string {
  const hash = createHash('sha256')
  for (const piece of pieces) hash.update(piece)
  return hash.digest('hex')
}
