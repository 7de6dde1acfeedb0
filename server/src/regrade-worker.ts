import { parentPort, workerData } from 'node:worker_threads'
import { regradePieces } from './features/corrections/regrade-pieces.ts'
import { tryDecision } from './features/corrections/try.ts'
import type { RegradeJob, RegradeMessage } from './regrading.ts'
import { sha256 } from './sha256.ts'
import { openForRegrading } from './storage/sqlite/regrade-reader.ts'

const { databaseFile, job } = workerData as { databaseFile: string; job: RegradeJob }
const port = parentPort
if (port === null) throw new Error('this file runs in a worker thread')
const send = (message: RegradeMessage): void => port.postMessage(message)
const reads = openForRegrading(databaseFile, sha256)

/** One piece for each that is asked for, and null at the end. */
function grade(correctionId: string): void {
  const correction = reads.correction(correctionId)
  if (correction === null) throw new Error(`correction ${correctionId} does not exist`)
  const pieces = regradePieces(reads, correction, sha256)
  port?.on('message', () => {
    // A promise that is refused ends the thread with its error.
    void pieces.next().then(({ value }) => send({ piece: value ?? null }))
  })
}

if ('correctionId' in job) grade(job.correctionId)
else send({ found: await tryDecision(reads, job.trial, { sha256, told: (seen, total) => send({ seen, total }) }) })
