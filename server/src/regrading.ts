import type { Worker } from 'node:worker_threads'
import type { RegradePiece } from './ports/corrections.ts'
import type { Regrading, RunningTrial, TrialFound, TrialJob } from './ports/regrading.ts'
import type { StoreAt } from './domain/store-at.ts'
import { startWorker } from './workers.ts'

export type RegradeJob = { correctionId: string } | { trial: TrialJob }
/** What the worker sends: a piece for each that is asked for, null at the end; or how far a trial has come, and what it found. */
export type RegradeMessage = { piece: RegradePiece | null } | { seen: number; total: number } | { found: TrialFound }

/** Ranking a round twice takes about 3 kB an attempt while it lasts; a round that needs far more is given up before the server feels it. */
const LIMITS = { resourceLimits: { maxOldGenerationSizeMb: 4_096 } }

/** Grades again in worker threads with read-only connections of their own. */
export function workerRegrading(store: StoreAt): Regrading {
  const start = (job: RegradeJob): Worker => startWorker('regrade-worker', { store, job }, LIMITS)
  return {
    pieces: (correctionId) => piecesOf(() => start({ correctionId })),
    trial: (trial, told) => runningTrial(start({ trial }), told),
  }
}

async function* piecesOf(start: () => Worker): AsyncGenerator<RegradePiece> {
  const worker = start()
  try {
    let waiting = nextPiece(worker)
    for (;;) {
      const piece = await waiting
      if (piece === null) return
      // The next one is made while this one is written.
      waiting = nextPiece(worker)
      // Whoever stops in between does not wait for it.
      waiting.catch(() => undefined)
      yield piece
    }
  } finally {
    await worker.terminate()
  }
}

function runningTrial(worker: Worker, told: (seen: number, total: number) => void): RunningTrial {
  const found = new Promise<TrialFound>((resolve, reject) => {
    worker.on('message', (message: RegradeMessage) => {
      if ('found' in message) resolve(message.found)
      if ('seen' in message) told(message.seen, message.total)
    })
    worker.once('error', (error) => reject(error instanceof Error ? error : new Error(String(error))))
    worker.once('exit', () => reject(new Error('the regrading worker stopped')))
  })
  const stop = async (): Promise<void> => void (await worker.terminate())
  // oxlint-disable-next-line typescript/no-misused-promises -- finally waits for what it is given
  return { found: found.finally(stop), stop }
}

/** Asks a worker for its next piece; rejects when it fails or stops. */
function nextPiece(worker: Worker): Promise<RegradePiece | null> {
  return new Promise((resolve, reject) => {
    const onMessage = (message: RegradeMessage): void => settle(() => resolve('piece' in message ? message.piece : null))
    const onError = (error: unknown): void => settle(() => reject(error instanceof Error ? error : new Error(String(error))))
    const onExit = (): void => settle(() => reject(new Error('the regrading worker stopped')))
    const settle = (end: () => void): void => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit)
      end()
    }
    worker.once('message', onMessage).once('error', onError).once('exit', onExit)
    worker.postMessage('more')
  })
}
