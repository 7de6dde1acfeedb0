import type { ComputeFlags, ComputedFlags } from './projector/flag-passes.ts'
import type { StoreAt } from './domain/store-at.ts'
import { startProcess } from './workers.ts'

/** What the process is told, by a message: everybody on the machine can read its arguments, and the store's address may hold a password. */
export type FlagJob = { store: StoreAt; roundId: string }

/** A million people need most of it; what needs far more is stopped before the machine feels it. */
const HEAP = '--max-old-space-size=1536'

/**
 * Computes the flags of a round in a process of its own with a read-only connection: answers of the next round never wait for it, its memory is gone
 * when it ends, and it can be ended in the middle of a question to the database that takes half a minute.
 */
export function processFlags(store: StoreAt): ComputeFlags {
  return (roundId, signal) =>
    new Promise((resolve, reject) => {
      const child = startProcess('flag-worker', [], [HEAP])
      const end = (): void => void child.kill('SIGKILL')
      signal.addEventListener('abort', end, { once: true })
      if (signal.aborted) end()
      child.once('message', (computed: ComputedFlags) => resolve(computed))
      child.once('error', reject)
      child.once('exit', (code, ended) => {
        signal.removeEventListener('abort', end)
        reject(new Error(`the process that looks for flags ended with ${ended ?? code}`))
      })
      // Whether it could be told shows in how it ends.
      child.send({ store, roundId } satisfies FlagJob, () => undefined)
    })
}
