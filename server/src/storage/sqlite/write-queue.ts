import type Database from 'better-sqlite3'

type Job = { run: () => unknown; done: (value: unknown) => void; failed: (error: unknown) => void }

export type WriteQueue = {
  /** Run a synchronous body inside the next commit; resolves only after that commit is on disk. */
  write: <T>(body: () => T) => Promise<T>
  /** Resolves when everything that was queued is committed. */
  drain: () => Promise<void>
}

/**
 * Group commit: writes that arrive together share one transaction and one fsync, each inside a savepoint of its own,
 * so that one that throws is rolled back alone. `largestBatch` bounds how long one commit may take; 1 commits each write by itself.
 */
export function openWriteQueue(client: Database.Database, largestBatch: number): WriteQueue {
  const begin = client.prepare('begin immediate')
  const commit = client.prepare('commit')
  const rollback = client.prepare('rollback')
  const savepoint = client.prepare('savepoint job')
  const release = client.prepare('release job')
  const undo = client.prepare('rollback to job')
  const waiting: Job[] = []
  let scheduled = false

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
      if (!client.inTransaction) throw error
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

  function flush(): void {
    scheduled = false
    const batch = waiting.splice(0, largestBatch)
    let answers: (() => void)[]
    try {
      begin.run()
      answers = batch.map(batch.length === 1 ? runAlone : runOne)
      commit.run()
    } catch (error) {
      if (client.inTransaction) rollback.run()
      answers = batch.map((job) => () => job.failed(error))
    }
    for (const answer of answers) answer()
    schedule()
  }

  const write = <T>(body: () => T): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      waiting.push({ run: body, done: resolve as (value: unknown) => void, failed: reject })
      schedule()
    })

  return {
    write,
    drain: async () => {
      while (waiting.length > 0) await write(() => undefined)
    },
  }
}
