import { parentPort, workerData } from 'node:worker_threads'
import { regradePieces } from './features/corrections/regrade-pieces.ts'
import { tryDecision } from './features/corrections/try.ts'
import type { TrialJob } from './ports/regrading.ts'
import type { RegradeJob, RegradeMessage } from './regrading.ts'
import { sha256 } from './sha256.ts'
import { openForRegrading } from './storage/readers.ts'
import type { StoreAt } from './domain/store-at.ts'

const { store, job } = workerData as { store: StoreAt; job: RegradeJob }
const port = parentPort
if (port === null) throw new Error('this file runs in a worker thread')
const send = (message: RegradeMessage): void => port.postMessage(message)
const reads = await openForRegrading(store, sha256)

/** One piece for each that is asked for, and null at the end. */
async function grade(correctionId: string): Promise<void> {
  const correction = await reads.correction(correctionId)
  if (correction === null) throw new Error(`correction ${correctionId} does not exist`)
  const pieces = regradePieces(reads, correction, sha256)
  const next = async (): Promise<void> => {
    const { value } = await pieces.next()
    if (value === undefined) await reads.close()
    send({ piece: value ?? null })
  }
  // A promise that is refused ends the thread with its error.
  port?.on('message', () => void next())
}

async function attempt(trial: TrialJob): Promise<void> {
  const found = await tryDecision(reads, trial, { sha256, told: (seen, total) => send({ seen, total }) })
  await reads.close()
  send({ found })
}

await ('correctionId' in job ? grade(job.correctionId) : attempt(job.trial))
