import { createHash } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import { flagsOf } from './projector/flag-pass.ts'
import { openForFlags } from './storage/sqlite/flags-reader.ts'

const { databaseFile, roundId } = workerData as { databaseFile: string; roundId: string }
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

parentPort?.postMessage(flagsOf(openForFlags(databaseFile, roundId), roundId, sha256))
