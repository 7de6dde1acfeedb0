import { parentPort, workerData } from 'node:worker_threads'
import { sealingWork } from './sealing-work.ts'
import type { SealJob } from './ports/sealing.ts'
import type { SealMessage } from './sealing.ts'
import { openForSealing } from './storage/sqlite/sealing-reader.ts'

const { databaseFile, job } = workerData as { databaseFile: string; job: SealJob }
const port = parentPort
if (port === null) throw new Error('this file runs in a worker thread')
const send = (message: SealMessage): void => port.postMessage(message)

const steps = sealingWork(openForSealing(databaseFile), job, (progress) => send({ progress }))
// One step for each that is asked for, and null at the end.
port.on('message', () => send({ step: steps.next().value ?? null }))
