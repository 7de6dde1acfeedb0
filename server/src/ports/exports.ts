import type { Readable } from 'node:stream'
import type { ExportScope } from '../domain/export-scope.ts'
import type { AwardLine } from '../domain/award-lines.ts'
import type { AwardFacts, AwardPaper, PaperKind } from '../domain/award-papers.ts'
import type { ReportLine, ReportPaper } from '../domain/campaign-report-paper.ts'
import type { CommendationPaperKind, CommendationRules } from '@hoithi/shared/contracts/commendation'
import type { CommendationFacts, CommendedLine } from '../domain/commendation-list.ts'
import type { CertificateText } from '../domain/certificate.ts'
import type { TestStatistics } from '../domain/test-statistics.ts'
import type { Period, Stretch } from './activity.ts'
import type { LogWanted } from './published-log.ts'
import type { Replayed, ReplayJob } from './replays.ts'
import type { AttemptsTaken, ItemStatistics } from './statistics.ts'

/** `scope`: whose results of the sealed revision. */
export type ExportJob = { format: 'xlsx' | 'csv' | 'pdf' | 'json'; revisionId: string; scope: ExportScope }
/** A file that was made and lies ready; `sha256` in hexadecimal digits; `erased`: how many of the revision's people were nameless then. */
export type MadeFile = { path: string; bytes: number; sha256: string; erased: number }
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

/** A report of a campaign, or the list of who has reported. `at`: when the file is made, epoch milliseconds. */
export type CampaignReportJob =
  | { file: 'one'; format: 'docx' | 'pdf' | 'xlsx'; report: ReportPaper; at: number }
  | { file: 'list'; title: TableTitle; lines: readonly ReportLine[] }

/** A paper of a list of whom to commend. `draft`: the list is not decided yet; the paper says so. */
export type CommendationPaperJob = {
  commendation: CommendationPaperKind
  format: 'docx' | 'pdf'
  paper: AwardPaper
  facts: CommendationFacts
  rules: CommendationRules
  lines: readonly CommendedLine[]
  draft: boolean
  at: number
}

/** Certificates of many, in the order of their archive. */
export type CertificatesJob = { texts: readonly CertificateText[]; at: number }

/** What stands above a table: epoch ms, half-open; `round` is null for a week. */
export type TableTitle = { contest: string; union: string; from: number; to: number; round: string | null; now: number; timeZone: string }
export type TableJob =
  | { table: 'silent'; title: TableTitle; unionId: string; boardId: string }
  | { table: 'report'; title: TableTitle; unionId: string; period: Period; before: Period | Stretch | null; scoresShown: boolean; sealed: boolean }

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
  /** The same as a file of its own in the data folder, with how far it is told on the way. Whoever asked for it takes it away within the hour. */
  make: (job: ExportJob, seen: (done: number, total: number) => void) => Promise<MadeFile>
  /** A round ranked by the log as it once stood; null where there is no such round. */
  replay: (job: ReplayJob) => Promise<Replayed | null>
  /** The submission log as it is handed out; a few are written at a time, and null says that it is another one's turn. */
  publishedLog: (wanted: LogWanted) => Promise<Readable | null>
  /** Workbooks of unions, and item analysis. */
  table: (job: TableJob | ItemsJob) => Promise<Readable>
  posters: (job: PosterJob) => Promise<Readable>
  /** One paper of a decision on prizes; a few are made at a time, the others wait. */
  awardPaper: (job: PaperJob) => Promise<Uint8Array>
  /** One report of a campaign, or the list of them; a few are made at a time, the others wait. */
  campaignReport: (job: CampaignReportJob) => Promise<Uint8Array>
  /** The same of a list of whom to commend. */
  commendationPaper: (job: CommendationPaperJob) => Promise<Uint8Array>
  /** Many certificates in one archive, streamed. */
  certificates: (job: CertificatesJob) => Promise<Readable>
  /** The same as a file of its own in the data folder, as `make` does. */
  makeCertificates: (job: CertificatesJob, seen: (done: number, total: number) => void) => Promise<Pick<MadeFile, 'path' | 'bytes'>>
  /** One certificate; a few are made at a time, the others wait. */
  certificate: (job: CertificateJob) => Promise<Uint8Array>
}
