import type { Worker } from 'node:worker_threads'
import type { Progress, RoundStatistics, StatisticsWork } from './ports/statistics.ts'
import type { StoreAt } from './domain/store-at.ts'
import { startWorker } from './workers.ts'

/** What the worker sends: how far it has come, and once what it found. */
type WorkerMessage<T> = { progress: Progress } | { ready: T }
export type StatisticsMessage = WorkerMessage<RoundStatistics>

/** A million attempts take about 100 MB; thousands of questions with parts of points may take ten times that, and what needs more is stopped. */
const ANALYSIS = { resourceLimits: { maxOldGenerationSizeMb: 2_048 } }
/** A ranking holds every attempt twice, as the seal does once. */
const RANKING = { resourceLimits: { maxOldGenerationSizeMb: 3_072 } }

/** Reckons in a worker thread, one round at a time, so that a small machine keeps a processor for answers. */
export function workerStatistics(store: StoreAt): StatisticsWork {
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = turn.then(work)
    turn = next.catch(() => undefined)
    return next
  }
  return {
    analyse: (job, onProgress) => inTurn(() => found(startWorker('statistics-worker', { store, job }, ANALYSIS), onProgress)),
    rerank: (job) => inTurn(() => found(startWorker('rerank-worker', { store, job }, RANKING), () => undefined)),
  }
}

function found<T>(worker: Worker, onProgress: (progress: Progress) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    worker.on('message', (message: WorkerMessage<T>) => {
      if ('progress' in message) onProgress(message.progress)
      else resolve(message.ready)
    })
    worker.once('error', (error) => reject(error instanceof Error ? error : new Error(String(error))))
    worker.once('exit', () => reject(new Error('the statistics worker stopped')))
  })
}
