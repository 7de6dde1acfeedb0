import Database from 'better-sqlite3'
import type { Commit, Writes } from '../../ports/writes.ts'

type Job = { run: () => unknown; done: (value: unknown) => void; failed: (error: unknown) => void; since: number }

/** How long a write waits for another program that holds the database, in this queue, while everything else is answered. */
const LONGEST_LOCK_MS = 5_000
/** Once it has held it that long, nobody else waits longer than this. */
const SHORT_WAIT_MS = 500
const LOOK_AGAIN_MS = 20

const says = (error: unknown, code: RegExp): boolean => error instanceof Database.SqliteError && code.test(error.code)
const isBusy = (error: unknown): boolean => says(error, /^SQLITE_BUSY/)
/** Writing on would make it worse, and nobody can promise that it is found again. */
const isDamage = (error: unknown): boolean => says(error, /^SQLITE_(CORRUPT|NOTADB)/)

export type WriteQueue = Writes & {
  /** Run a synchronous body inside the next commit; resolves only after that commit is on disk. */
  write: <T>(body: () => T) => Promise<T>
  /** Resolves when everything that was queued is committed. */
  drain: () => Promise<void>
}

/**
 * Group commit: writes that arrive together share one transaction and one fsync, each inside a savepoint of its own,
 * so that one that throws is rolled back alone. `largestBatch` bounds how long one commit may take; 1 commits each write by itself.
 * `guard` throws when what is committed now would not be found again.
 */
export function openWriteQueue(client: Database.Database, largestBatch: number, guard: () => void = () => undefined): WriteQueue {
  const begin = client.prepare('begin immediate')
  const commit = client.prepare('commit')
  const rollback = client.prepare('rollback')
  const savepoint = client.prepare('savepoint job')
  const release = client.prepare('release job')
  const undo = client.prepare('rollback to job')
  const waiting: Job[] = []
  let scheduled = false
  let tell: (commit: Commit) => void = () => undefined
  /** Once something was found damaged nothing more is acknowledged by this process. */
  let damage: unknown = null
  /** Since when another program holds the database, and when that was seen last. */
  let lock = { since: 0, seen: Number.NEGATIVE_INFINITY }

  const schedule = (): void => {
    if (scheduled || waiting.length === 0) return
    scheduled = true
    setImmediate(flush)
  }

  const runOne = (job: Job): (() => void) => {
    savepoint.run()
    try {
      const value = job.run()
      release.run()
      return () => job.done(value)
    } catch (error) {
      if (!client.inTransaction || isDamage(error)) throw error
      undo.run()
      release.run()
      return () => job.failed(error)
    }
  }

  /** A write alone needs no savepoint, which keeps a copy of every page that is written: what it did is undone with its transaction. */
  const runAlone = (job: Job): (() => void) => {
    const value = job.run()
    return () => job.done(value)
  }

  /** True when the database is this queue's; else those who have waited too long are told, and the others wait on. */
  function begun(): boolean {
    try {
      begin.run()
      return true
    } catch (error) {
      if (!isBusy(error)) throw error
      const now = performance.now()
      lock = { since: now - lock.seen > SHORT_WAIT_MS ? now : lock.since, seen: now }
      const patience = now - lock.since > LONGEST_LOCK_MS ? SHORT_WAIT_MS : LONGEST_LOCK_MS
      while (waiting[0] !== undefined && now - waiting[0].since > patience) waiting.shift()?.failed(error)
      return false
    }
  }

  function lookAgain(): void {
    scheduled = waiting.length > 0
    if (scheduled) setTimeout(flush, LOOK_AGAIN_MS)
  }

  function flush(): void {
    let batch: Job[] = []
    let answers: (() => void)[]
    const began = performance.now()
    try {
      if (!begun()) return lookAgain()
      batch = waiting.splice(0, largestBatch)
      if (damage !== null) throw damage
      guard()
      answers = batch.map(batch.length === 1 ? runAlone : runOne)
      commit.run()
      tell({ writes: batch.length, ms: performance.now() - began })
    } catch (error) {
      if (isDamage(error)) damage = error
      if (client.inTransaction) rollback.run()
      if (batch.length === 0) batch = waiting.splice(0, largestBatch)
      answers = batch.map((job) => () => job.failed(error))
    }
    scheduled = false
    for (const answer of answers) answer()
    schedule()
  }

  const write = <T>(body: () => T): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      waiting.push({ run: body, done: resolve as (value: unknown) => void, failed: reject, since: performance.now() })
      schedule()
    })

  return {
    look: () => ({ waiting: waiting.length, oldestMs: waiting[0] === undefined ? 0 : performance.now() - waiting[0].since }),
    follow: (listener) => {
      tell = listener
    },
    write,
    // Those whose write failed were told so themselves.
    drain: async () => {
      while (waiting.length > 0) await write(() => undefined).catch(() => undefined)
    },
  }
}
