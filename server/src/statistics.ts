import type { Worker } from 'node:worker_threads'
import type { Progress, RoundStatistics, StatisticsJob, StatisticsWork } from './ports/statistics.ts'
import { startWorker } from './workers.ts'

/** What the worker sends: how far it has come, and once what it found. */
export type StatisticsMessage = { progress: Progress } | { ready: RoundStatistics }

/** What is kept grows with questions and scores, not with attempts; a round that needs far more is stopped before the server feels it. */
const LIMITS = { resourceLimits: { maxOldGenerationSizeMb: 512 } }

/** Reckons in a worker thread, one round at a time, so that a small machine keeps a processor for answers. */
export function workerStatistics(databaseFile: string): StatisticsWork {
  let turn: Promise<unknown> = Promise.resolve()
  return {
    analyse: (job: StatisticsJob, onProgress) => {
      const next = turn.then(() => found(startWorker('statistics-worker', { databaseFile, job }, LIMITS), onProgress))
      turn = next.catch(() => undefined)
      return next
    },
  }
}

function found(worker: Worker, onProgress: (progress: Progress) => void): Promise<RoundStatistics> {
  return new Promise((resolve, reject) => {
    worker.on('message', (message: StatisticsMessage) => {
      if ('progress' in message) onProgress(message.progress)
      else resolve(message.ready)
    })
    worker.once('error', (error) => reject(error instanceof Error ? error : new Error(String(error))))
    worker.once('exit', () => reject(new Error('the statistics worker stopped')))
  })
}
