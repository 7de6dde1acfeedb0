import { createHash } from 'node:crypto'
import { createWriteStream, renameSync } from 'node:fs'
import { pipeline } from 'node:stream/promises'

const TELL_EVERY_MS = 200

/** Tells who started this thread, or this process, how far a file is, a few times a second. */
export function teller(tell: (progress: { done: number; total: number }) => void): (done: number, total: number) => void {
  let toldAt = 0
  return (done, total) => {
    if (performance.now() - toldAt < TELL_EVERY_MS && done < total) return
    toldAt = performance.now()
    tell({ done, total })
  }
}

/** The whole file on disk, under its name only once it is whole. */
export async function writeWhole(
  target: string,
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256')
  const making = `${target}.making`
  let bytes = 0
  const measured = async function* (): AsyncGenerator<Uint8Array> {
    for await (const piece of pieces) {
      hash.update(piece)
      bytes += piece.length
      yield piece
    }
  }
  await pipeline(measured(), createWriteStream(making, { mode: 0o600 }))
  renameSync(making, target)
  return { bytes, sha256: hash.digest('hex') }
}
