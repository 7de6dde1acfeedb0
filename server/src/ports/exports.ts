import type { Readable } from 'node:stream'
import type { CertificateText } from '../domain/certificate.ts'
import type { Period } from './activity.ts'

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

/** Files, written off the event loop and streamed. */
export type Exports = {
  results: (job: ExportJob) => Promise<Readable>
  /** Workbooks of unions. */
  table: (job: TableJob) => Promise<Readable>
  posters: (job: PosterJob) => Promise<Readable>
  /** One certificate; a few are made at a time, the others wait. */
  certificate: (job: CertificateJob) => Promise<Uint8Array>
}
