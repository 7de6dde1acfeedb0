import type { Accounts } from './accounts.ts'
import type { ActivityReads } from './activity.ts'
import type { Announcements } from './announcements.ts'
import type { Appeals } from './appeals.ts'
import type { Attempts } from './attempts.ts'
import type { Audit } from './audit.ts'
import type { Awards } from './awards.ts'
import type { Boards } from './boards.ts'
import type { CampaignReports } from './campaign-reports.ts'
import type { Campaigns } from './campaigns.ts'
import type { Commendations } from './commendations.ts'
import type { Contestants } from './contestants.ts'
import type { Contests } from './contests.ts'
import type { Counts } from './counts.ts'
import type { Controls } from './controls.ts'
import type { Corrections } from './corrections.ts'
import type { DataRequests } from './data-requests.ts'
import type { Divisions } from './divisions.ts'
import type { ExportFiles } from './export-files.ts'
import type { Flags } from './flags.ts'
import type { Initiatives } from './initiatives.ts'
import type { Invitations } from './invitations.ts'
import type { Inquiries } from './inquiries.ts'
import type { Joining } from './joining.ts'
import type { Rosters } from './rosters.ts'
import type { Jobs } from './jobs.ts'
import type { Lease } from './leases.ts'
import type { SubmissionLog } from './log.ts'
import type { OwnData } from './own-data.ts'
import type { Pictures } from './pictures.ts'
import type { QuestionImports } from './question-imports.ts'
import type { Questions } from './questions.ts'
import type { Results } from './results.ts'
import type { Retention } from './retention.ts'
import type { SecondFactors } from './second-factors.ts'
import type { SeenSessions } from './sessions.ts'
import type { SharedTime } from './shared-time.ts'
import type { Unions } from './unions.ts'
import type { Works } from './works.ts'
import type { Writes } from './writes.ts'

/** One database behind every port. */
export type Storage = {
  accounts: Accounts
  activity: ActivityReads
  announcements: Announcements
  appeals: Appeals
  attempts: Attempts
  audit: Audit
  awards: Awards
  boards: Boards
  campaigns: Campaigns
  campaignReports: CampaignReports
  commendations: Commendations
  contestants: Contestants
  contests: Contests
  controls: Controls
  rosters: Rosters
  corrections: Corrections
  dataRequests: DataRequests
  divisions: Divisions
  exportFiles: ExportFiles
  flags: Flags
  initiatives: Initiatives
  invitations: Invitations
  inquiries: Inquiries
  joining: Joining
  jobs: Jobs
  log: SubmissionLog
  ownData: OwnData
  pictures: Pictures
  questionImports: QuestionImports
  questions: Questions
  results: Results
  retention: Retention
  secondFactors: SecondFactors
  sessions: SeenSessions
  unions: Unions
  works: Works
  writes: Writes
  /** Other servers write to it too: what a request must know of another one is asked of the store. */
  shared: boolean
  /** Counts of what all servers let through; null where one server alone does, which counts in memory. */
  counts: Counts | null
  /** What one of them does for all; null where one server alone does. */
  lease: Lease | null
  /** The clock that all of them go by; null where one server alone has its machine's. */
  time: SharedTime | null
  /** Resolves when a write reaches the disk; rejects when it cannot. */
  ready: () => Promise<void>
  /** How much of a disk the database takes. */
  bytes: () => Promise<number>
  /** Finish queued writes and let go of the file. */
  close: () => Promise<void>
}
