import { parentPort, workerData } from 'node:worker_threads'
import { flagsOf } from './projector/flag-pass.ts'
import { sha256 } from './sha256.ts'
import { openForFlags } from './storage/sqlite/flags-reader.ts'

const { databaseFile, roundId } = workerData as { databaseFile: string; roundId: string }
parentPort?.postMessage(flagsOf(openForFlags(databaseFile, roundId), roundId, sha256))
