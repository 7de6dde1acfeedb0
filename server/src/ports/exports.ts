import type { Readable } from 'node:stream'
import type { AwardLine } from '../domain/award-lines.ts'
import type { AwardFacts, AwardPaper, PaperKind } from '../domain/award-papers.ts'
import type { CertificateText } from '../domain/certificate.ts'
import type { Period } from './activity.ts'

export type ExportJob = { format: 'xlsx' | 'csv'; roundId: string; revisionId: string }
/** `origin`: scheme and host of the posters' links. `unionId` alone, with all `below` it, or null for every union; `at`: epoch milliseconds. */
export type PosterJob = { slug: string; unionId: string | null; below: boolean; origin: string; at: number }

/** `at`: when the file is made, epoch milliseconds. */
export type CertificateJob = { text: CertificateText; at: number }

/** An official paper. `note`: it is a draft, or people's names are shortened; the paper says so. `at`: when the file is made, epoch milliseconds. */
export type PaperJob = {
  kind: PaperKind
  format: 'docx' | 'pdf'
  paper: AwardPaper
  facts: AwardFacts
  lines: readonly AwardLine[]
  note: 'draft' | 'shortened' | null
  at: number
}

/** Certificates of many, in the order of their archive. */
export type CertificatesJob = { texts: readonly CertificateText[]; at: number }

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
  /** One paper of a decision on prizes; a few are made at a time, the others wait. */
  awardPaper: (job: PaperJob) => Promise<Uint8Array>
  /** Many certificates in one archive, streamed. */
  certificates: (job: CertificatesJob) => Promise<Readable>
  /** One certificate; a few are made at a time, the others wait. */
  certificate: (job: CertificateJob) => Promise<Uint8Array>
}
