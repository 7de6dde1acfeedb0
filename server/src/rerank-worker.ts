import { parentPort, workerData } from 'node:worker_threads'
import { compareRankings, rerank } from './domain/rerank.ts'
import { lotOf, validAttempts } from './features/rounds/rank.ts'
import type { RerankJob } from './ports/statistics.ts'
import { sha256 } from './sha256.ts'
import { openLogForReading } from './storage/sqlite/statistics-reader.ts'

const { databaseFile, job } = workerData as { databaseFile: string; job: RerankJob }
const attempts = await validAttempts(openLogForReading(databaseFile, sha256), job.roundId, job.head.seq)
const [now, then] = rerank(attempts, job.rules, job.other, lotOf(sha256, job.head.hash))
parentPort?.postMessage({ ready: compareRankings(now, then, job.places) })
