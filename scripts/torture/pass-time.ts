import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ask } from './database-faults.ts'

/** Longer than a start may take, however busy the machine is. */
const START_MS = 90_000

/**
 * While no server runs the machine's clock is moved on by `stepMs`, as after a long outage. In a file a rehearsal stands still meanwhile; the world does not (`now`: its clock), and a
 * clock that is behind the phones' would make later taps earlier ones. In a database it goes on by itself.
 */
export async function passTime({ dataDir, url }: { dataDir: string; url: string | null }, now: number, stepMs: number): Promise<void> {
  if (url !== null) {
    await ask(url, `update rehearsals set began_at = began_at - ${stepMs}`)
    return
  }
  const file = join(dataDir, 'rehearsal-clock')
  const kept = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  writeFileSync(`${file}.step`, String(Math.max(kept, now) + START_MS + stepMs))
  renameSync(`${file}.step`, file)
}
