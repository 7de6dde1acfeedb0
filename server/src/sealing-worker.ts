import { parentPort, workerData } from 'node:worker_threads'
import { sealingWork } from './sealing-work.ts'
import { pieceCounts } from './features/rounds/chain-pieces.ts'
import type { SealJob } from './ports/sealing.ts'
import type { SealMessage } from './sealing.ts'
import { openForSealing } from './storage/sqlite/sealing-reader.ts'
import { startWorker } from './workers.ts'

const { databaseFile, job } = workerData as { databaseFile: string; job: SealJob }
const port = parentPort
if (port === null) throw new Error('this file runs in a worker thread')
const send = (message: SealMessage): void => port.postMessage(message)

/** They wait for the disk more than they reckon: beside one thread that reads what counts, so many keep it busy. */
const CHECKERS = 3
/** Each holds one link at a time. */
const LIMITS = { resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 8 } }

const reads = openForSealing(databaseFile)
const counts = pieceCounts()
for (let checker = 0; checker < CHECKERS; checker += 1) startWorker('chain-worker', { databaseFile, head: reads.head, counts }, LIMITS)

const steps = sealingWork(reads, job, (progress) => send({ progress }), counts)
// One step for each that is asked for, and null at the end.
port.on('message', () => send({ step: steps.next().value ?? null }))
