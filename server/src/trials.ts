import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import type { TrialRound } from '@hoithi/shared/contracts/preflight'
import type { TrialEnd, Trials } from './ports/trials.ts'
import type { StoreAt } from './domain/store-at.ts'
import { startWorker } from './workers.ts'

const LONGEST_MS = 120_000
const LIMITS = { maxOldGenerationSizeMb: 512 }

/** What the worker is told: where to read the contest, the empty folder in which it may do as it likes, and the migrations of SQLite. */
export type TrialJob = { store: StoreAt; folder: string; slug: string; migrations: string; webRoot: string }

/** Plays trials in a worker thread: it has an SQLite database of its own, and reads the live one through a read-only connection. */
export function workerTrials(options: Omit<TrialJob, 'folder' | 'slug'>): Trials {
  return {
    async play(slug) {
      const folder = await mkdtemp(join(tmpdir(), 'hoithi-trial-'))
      const tidy = (): void => rmSync(folder, { recursive: true, force: true })
      process.once('exit', tidy)
      const worker = startWorker('trial-worker', { ...options, folder, slug } satisfies TrialJob, { resourceLimits: LIMITS })
      try {
        return await endOf(worker)
      } finally {
        await worker.terminate()
        process.off('exit', tidy)
        tidy()
      }
    },
  }
}

function endOf(worker: Worker): Promise<TrialEnd> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve({ rounds: [], tooLong: true }), LONGEST_MS)
    const settle = (end: () => void): void => {
      clearTimeout(timer)
      end()
    }
    worker.once('message', (rounds: TrialRound[]) => settle(() => resolve({ rounds, tooLong: false })))
    worker.once('error', (error) => settle(() => reject(error instanceof Error ? error : new Error(String(error)))))
    worker.once('exit', () => settle(() => reject(new Error('the trial worker stopped'))))
  })
}
