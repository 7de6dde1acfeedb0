import type { ComputeFlags, ComputedFlags } from './projector/flag-passes.ts'
import { startWorker } from './workers.ts'

const LIMITS = { resourceLimits: { maxOldGenerationSizeMb: 1_024 } }

/** Computes the flags of a round in a worker thread with a read-only connection: answers of the next round never wait for it. */
export function workerFlags(databaseFile: string): ComputeFlags {
  return (roundId, signal) =>
    new Promise((resolve, reject) => {
      const worker = startWorker('flag-worker', { databaseFile, roundId }, LIMITS)
      signal.addEventListener('abort', () => void worker.terminate(), { once: true })
      worker.once('message', (computed: ComputedFlags) => {
        resolve(computed)
        void worker.terminate()
      })
      worker.once('error', (error) => reject(error instanceof Error ? error : new Error(String(error))))
      worker.once('exit', () => reject(new Error('the flag worker stopped')))
    })
}
