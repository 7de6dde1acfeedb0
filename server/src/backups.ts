import type { ChildProcess } from 'node:child_process'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { copiedAt, copyState, outdatedCopies, type Keeping } from './domain/backup-keeping.ts'
import { newestBackup } from './machine/files.ts'
import type { BackupLook, Backups, MadeCopy } from './ports/backups.ts'
import type { StoreAt } from './domain/store-at.ts'
import { startProcess } from './workers.ts'

/** What the process is told, by a message: everybody on the machine can read its arguments, and the store's address may hold a password. */
export type BackupJob = { store: StoreAt; folder: string; beside: string; at: number; recipient: string | null }
export type BackupMessage = { made: MadeCopy } | { failed: string }
type Options = {
  store: StoreAt
  /** The data folder: what is to be encrypted is made there, never where the copies are. */
  beside: string
  folder: string
  everyMs: number | null
  keeping: Keeping
  /** The public key that they are encrypted for. */
  recipient?: string | null
  firstAfterMs?: number
  /** Whether this server makes them by the clock. */
  leads?: () => boolean
}

/** A server that keeps falling over makes no copy with each start. */
const FIRST_AFTER_MS = 5_000
/** After a failure it is tried again sooner than after a success. */
const AGAIN_MS = 60_000

/** Copies of the database, each by a process of its own, so that answers never wait; old ones go when a new one is there. */
export function backupsBeside({
  store,
  beside,
  folder,
  everyMs,
  keeping,
  recipient = null,
  firstAfterMs = FIRST_AFTER_MS,
  leads = () => true,
}: Options): Backups {
  let current: { child: ChildProcess; done: Promise<MadeCopy> } | null = null
  let last: { made: MadeCopy | null; failure: { message: string; at: number } | null } = { made: null, failure: null }
  let failures = 0
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  const make = (): Promise<MadeCopy> => {
    if (current !== null) return current.done
    // Copies are named by the machine's own clock, also in a rehearsal.
    const child = startProcess('backup-worker', [])
    child.send({ store, folder, beside, at: Date.now(), recipient } satisfies BackupJob, () => undefined)
    const done = madeBy(child).then(
      (made) => {
        last = { made, failure: null }
        dropOutdated(folder, keeping)
        return made
      },
      (error: unknown) => {
        if (!stopped) {
          failures += 1
          last = { ...last, failure: { message: error instanceof Error ? error.message : String(error), at: Date.now() } }
        }
        throw error
      },
    )
    current = { child, done }
    const free = (): void => {
      current = null
    }
    done.then(free, free)
    return done
  }

  const look = async (): Promise<BackupLook> => {
    const newest = await newestBackup(folder)
    const facts = {
      everyMs,
      newestAgeMs: newest?.ageMs ?? null,
      failedAgeMs: last.failure === null ? null : Date.now() - last.failure.at,
    }
    return {
      ...facts,
      state: copyState(facts),
      folder,
      running: current !== null,
      newest: newest === null ? null : { name: newest.name, bytes: newest.bytes },
      made: last.made,
      failure: last.failure?.message ?? null,
      failures,
    }
  }

  const follow: Backups['follow'] = (failed) => {
    if (everyMs === null) return
    const later = (ms: number): void => {
      if (stopped) return
      timer = setTimeout(() => {
        if (!leads()) return later(Math.min(everyMs, AGAIN_MS))
        make().then(
          () => later(everyMs),
          (error: unknown) => {
            if (!stopped) failed(error)
            later(Math.min(everyMs, AGAIN_MS))
          },
        )
      }, ms)
    }
    void newestBackup(folder).then((newest) => later(Math.max(firstAfterMs, newest === null ? 0 : everyMs - newest.ageMs)))
  }

  return {
    look,
    make,
    follow,
    async stop() {
      stopped = true
      clearTimeout(timer)
      current?.child.kill('SIGKILL')
      await current?.done.catch(() => undefined)
    },
  }
}

/** What the process sends; whatever else it ends with is a failure with the last line that it wrote. */
function madeBy(child: ChildProcess): Promise<MadeCopy> {
  return new Promise((resolve, reject) => {
    let written = ''
    child.stderr?.on('data', (piece: Buffer) => {
      written = `${written}${piece.toString()}`.slice(-2_000)
    })
    child.once('message', (message: BackupMessage) => {
      if ('made' in message) resolve(message.made)
      else reject(new Error(message.failed))
    })
    child.once('error', reject)
    child.once('close', (code, signal) => {
      const said = written.trim().split('\n').at(-1) ?? ''
      reject(new Error(`the process that copies the database ended with ${signal ?? code}${said === '' ? '' : `: ${said}`}`))
    })
  })
}

function dropOutdated(folder: string, keeping: Keeping): void {
  const copies = readdirSync(folder).flatMap((name) => {
    const at = copiedAt(name)
    return at === null ? [] : [{ name, at }]
  })
  for (const name of outdatedCopies(copies, keeping, Date.now())) rmSync(join(folder, name), { force: true })
}
