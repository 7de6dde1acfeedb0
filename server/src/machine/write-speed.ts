import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'

const WRITES = 64
const LEAST = 3
const PIECE = Buffer.alloc(4_096, 'h')
const LONGEST_MS = 2_000

/** Middle time, ms, of a write of 4 KiB that has reached the disk, as every commit must; at most two seconds are spent on it. */
export async function measureWriting(folder: string): Promise<number | null> {
  const file = join(folder, `.write-speed-${process.pid}`)
  const times: number[] = []
  try {
    const handle = await open(file, 'w', 0o600)
    try {
      const until = performance.now() + LONGEST_MS
      for (let index = 0; index < WRITES && (index < LEAST || performance.now() < until); index += 1) {
        const began = performance.now()
        await handle.write(PIECE)
        await handle.datasync()
        times.push(performance.now() - began)
      }
    } finally {
      await handle.close()
    }
  } catch {
    return null
  } finally {
    await rm(file, { force: true }).catch(() => undefined)
  }
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? null
}
