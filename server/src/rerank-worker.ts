import { parentPort, workerData } from 'node:worker_threads'
import { compareRankings, rerank } from './domain/rerank.ts'
import { lotOf, validAttempts } from './features/rounds/rank.ts'
import type { RerankJob } from './ports/statistics.ts'
import { sha256 } from './sha256.ts'
import { openLogForReading } from './storage/readers.ts'
import type { StoreAt } from './domain/store-at.ts'

const { store, job } = workerData as { store: StoreAt; job: RerankJob }
const log = await openLogForReading(store, sha256)
const attempts = await validAttempts(log, job.roundId, job.head.seq)
await log.close()
const [now, then] = rerank(attempts, job.rules, job.other, lotOf(sha256, job.head.hash))
parentPort?.postMessage({ ready: compareRankings(now, then, job.places) })
