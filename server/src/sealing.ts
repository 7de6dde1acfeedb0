import type { Worker } from 'node:worker_threads'
import type { SealJob, Sealing, SealingReads, SealProgress, SealStep } from './ports/sealing.ts'
import { sealingWork } from './sealing-work.ts'
import type { StoreAt } from './domain/store-at.ts'
import { startWorker } from './workers.ts'

export type SealMessage = { step: SealStep | null } | { progress: SealProgress }

/** A log this short is ranked sooner than a thread starts. */
const SHORT = 2_000
/** Attempts lie in scratch files: memory stays flat, and what needs far more is stopped before the server feels it. */
const LIMITS = { resourceLimits: { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 64 } }

/** Ranks rounds in worker threads with read-only connections of their own. */
export function workerSealing(store: StoreAt, open: (store: StoreAt) => Promise<SealingReads>): Sealing {
  const here = async function* (job: SealJob, told: (progress: SealProgress) => void): AsyncGenerator<SealStep> {
    yield* sealingWork(await open(store), job, told)
  }
  return {
    steps: (job, logLength, told) => (logLength < SHORT ? here(job, told) : there(startWorker('sealing-worker', { store, job }, LIMITS), told)),
  }
}

async function* there(worker: Worker, told: (progress: SealProgress) => void): AsyncGenerator<SealStep> {
  const answers: { take: (step: SealStep | null) => void; fail: (error: Error) => void }[] = []
  worker.on('message', (message: SealMessage) => {
    if ('progress' in message) told(message.progress)
    else answers.shift()?.take(message.step)
  })
  let ended: Error | null = null
  const end = (error: Error): void => {
    ended ??= error
    for (const { fail } of answers.splice(0)) fail(ended)
  }
  worker.once('error', (error) => end(error instanceof Error ? error : new Error(String(error))))
  worker.once('exit', () => end(new Error('the sealing worker stopped')))
  const next = (): Promise<SealStep | null> =>
    new Promise((take, fail) => {
      if (ended !== null) return fail(ended)
      answers.push({ take, fail })
      worker.postMessage('more')
    })
  try {
    let waiting = next()
    for (;;) {
      const step = await waiting
      if (step === null) return
      // The next one is made while this one is written.
      waiting = next()
      // Whoever stops in between does not wait for it.
      waiting.catch(() => undefined)
      yield step
    }
  } finally {
    await worker.terminate()
  }
}
