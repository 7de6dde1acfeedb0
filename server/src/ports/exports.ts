import type { Readable } from 'node:stream'
import type { CertificateText } from '../domain/certificate.ts'
import type { TestStatistics } from '../domain/test-statistics.ts'
import type { Period } from './activity.ts'
import type { AttemptsTaken, ItemStatistics } from './statistics.ts'

export type ExportJob = { format: 'xlsx' | 'csv'; roundId: string; revisionId: string }
/** `origin`: scheme and host of the posters' links. `unionId` alone, with all `below` it, or null for every union; `at`: epoch milliseconds. */
export type PosterJob = { slug: string; unionId: string | null; below: boolean; origin: string; at: number }

/** `at`: when the file is made, epoch milliseconds. */
export type CertificateJob = { text: CertificateText; at: number }

/** What stands above a table: epoch ms, half-open; `round` is null for a week. */
export type TableTitle = { contest: string; union: string; from: number; to: number; round: string | null; now: number; timeZone: string }
export type TableJob =
  | { table: 'silent'; title: TableTitle; unionId: string; boardId: string }
  | { table: 'report'; title: TableTitle; unionId: string; period: Period; before: Period | null; scoresShown: boolean; sealed: boolean }

/** Item analysis as it was found at `at` (epoch ms), up to the log entry `seq`. */
export type ItemsJob = {
  table: 'items'
  format: 'xlsx' | 'csv'
  contest: string
  round: string
  taken: AttemptsTaken
  at: number
  seq: number
  test: TestStatistics
  items: ItemStatistics[]
}

/** Files, written off the event loop and streamed. */
export type Exports = {
  results: (job: ExportJob) => Promise<Readable>
  /** Workbooks of unions, and item analysis. */
  table: (job: TableJob | ItemsJob) => Promise<Readable>
  posters: (job: PosterJob) => Promise<Readable>
  /** One certificate; a few are made at a time, the others wait. */
  certificate: (job: CertificateJob) => Promise<Uint8Array>
}
