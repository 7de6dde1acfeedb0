import { workerData } from 'node:worker_threads'
import type { ChainEnd } from './domain/receipt.ts'
import { checkPieces, type PieceCounts } from './features/rounds/chain-pieces.ts'
import { threadStepsBack } from './machine/step-back.ts'
import { sha256 } from './sha256.ts'
import { openChain } from './storage/sqlite/sealing-reader.ts'

const { databaseFile, head, counts } = workerData as { databaseFile: string; head: ChainEnd; counts: PieceCounts }
// Answers go first, and the thread that reads what counts.
threadStepsBack()
const reads = openChain(databaseFile)
checkPieces(counts, { reads, head, sha256 })
reads.close()
