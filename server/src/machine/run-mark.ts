import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const ending = z.object({ how: z.enum(['stopped', 'crashed', 'killed']), at: z.number().nullable(), why: z.string() })
const mark = z.object({ pid: z.number(), startedAt: z.number(), ended: ending.nullable(), before: ending.nullable() })
/** How a run of the server ended: told to, by an error of its own, or by something that left it no word. */
export type Ending = z.infer<typeof ending>
/** The last run that a data folder has seen, and how the one before it ended. */
export type RunMark = z.infer<typeof mark>

const FILE = 'last-run.json'
const LONGEST = 2_000

/** Null where no server ever ran, or the file is not its own. */
export function readRunMark(dataDir: string): RunMark | null {
  try {
    return mark.parse(JSON.parse(readFileSync(join(dataDir, FILE), 'utf8')))
  } catch {
    return null
  }
}

/** Leaves word in the data folder of this run, so that whoever looks for the cause of a stop finds it. Moments are of the machine's own clock. */
export function markRun(dataDir: string): { running: () => void; stopped: () => void; crashed: (error: unknown) => void } {
  const last = readRunMark(dataDir)
  const before = last === null ? null : (last.ended ?? { how: 'killed' as const, at: null, why: '' })
  const startedAt = Date.now()
  const write = (ended: Ending | null): void => {
    try {
      writeFileSync(join(dataDir, FILE), JSON.stringify({ pid: process.pid, startedAt, ended, before } satisfies RunMark), { mode: 0o600 })
    } catch {
      // A full disk must not keep the server from starting, nor hide why it stops.
    }
  }
  return {
    /** Not before it answers: a second server that finds the port taken is no run. */
    running: () => write(null),
    stopped: () => write({ how: 'stopped', at: Date.now(), why: '' }),
    crashed: (error) => {
      const why = error instanceof Error ? (error.stack ?? error.message) : String(error)
      write({ how: 'crashed', at: Date.now(), why: why.slice(0, LONGEST) })
    },
  }
}
