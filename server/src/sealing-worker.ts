import { parentPort, workerData } from 'node:worker_threads'
import { sealingWork } from './sealing-work.ts'
import type { SealJob, SealProgress } from './ports/sealing.ts'
import type { SealMessage } from './sealing.ts'
import { openForSealing } from './storage/readers.ts'
import { reached, readAheadCounts, type ReadAhead } from './storage/sqlite/log-readahead.ts'
import { isPostgres, type StoreAt } from './domain/store-at.ts'
import { startWorker } from './workers.ts'

const { store, job } = workerData as { store: StoreAt; job: SealJob }
const port = parentPort
if (port === null) throw new Error('this file runs in a worker thread')
const send = (message: SealMessage): void => port.postMessage(message)

/** They wait for the disk, and hardly reckon. */
const READ_AHEAD = 2
const LIMITS = { resourceLimits: { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 8 } }

const reads = await openForSealing(store)
const counts = readAheadCounts()
// Of PostgreSQL the pages are in another process.
if (!isPostgres(store)) {
  const ahead: ReadAhead = { databaseFile: store, upTo: reads.head.seq, counts }
  for (let thread = 0; thread < READ_AHEAD; thread += 1)
    // Without it a seal takes longer, and gives the same.
    startWorker('readahead-worker', ahead, LIMITS).on('error', () => undefined)
}

function told(progress: SealProgress): void {
  if (progress.part === 'log') reached(counts, progress.done)
  send({ progress })
}
const steps = sealingWork(reads, job, told)
async function sendNext(): Promise<void> {
  const { value } = await steps.next()
  send({ step: value ?? null })
}
// One step for each that is asked for, and null at the end; what fails ends the thread with its error.
port.on('message', () => void sendNext())
