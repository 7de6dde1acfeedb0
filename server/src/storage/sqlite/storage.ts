import type { Sha256 } from '../../domain/receipt.ts'
import { bytesOf } from '../../machine/files.ts'
import type { Ids } from '../../ports/ids.ts'
import type { Storage } from '../../ports/storage.ts'
import { sqliteAccounts } from './accounts.ts'
import { sqliteActivity } from './activity.ts'
import { sqliteAnnouncements } from './announcements.ts'
import { sqliteAppeals } from './appeals.ts'
import { sqliteAttempts } from './attempts.ts'
import { sqliteAudit } from './audit.ts'
import { sqliteAwards } from './awards.ts'
import { sqliteBoards } from './boards.ts'
import { sqliteCampaignReports } from './campaign-reports.ts'
import { sqliteCampaigns } from './campaigns.ts'
import { sqliteCommendations } from './commendations.ts'
import { sqliteContestants } from './contestants.ts'
import { sqliteContests } from './contests.ts'
import { sqliteControls } from './controls.ts'
import { sqliteCorrections } from './corrections.ts'
import { sqliteDataRequests } from './data-requests.ts'
import { sqliteDivisions } from './divisions.ts'
import { sqliteExportFiles } from './export-files.ts'
import { sqliteFlags } from './flags.ts'
import { sqliteInitiatives } from './initiatives.ts'
import { sqliteInvitations } from './invitations.ts'
import { sqliteInquiries } from './inquiries.ts'
import { jobsInMemory } from './jobs.ts'
import { sqliteJoining } from './joining.ts'
import { logAppender, sqliteLog } from './log.ts'
import { openSqlite } from './open.ts'
import { sqliteOwnData } from './own-data.ts'
import { readyCheck } from './ready-check.ts'
import { sqlitePictures } from './pictures.ts'
import { sqliteQuestionImports } from './question-imports.ts'
import { sqliteQuestions } from './questions.ts'
import { sqliteResults } from './results.ts'
import { sqliteRetention } from './retention.ts'
import { sqliteRosters } from './rosters.ts'
import { sqliteSecondFactors } from './second-factors.ts'
import { sqliteSessions } from './sessions.ts'
import { sqliteUnions } from './unions.ts'
import { sqliteWorks } from './works.ts'

export type SqliteOptions = { file: string; migrations: string; largestBatch: number; sha256: Sha256; ids: Ids }

/** Every port on one SQLite file. */
export function sqliteStorage({ sha256, ids, ...options }: SqliteOptions): Storage {
  const sqlite = openSqlite(options)
  const append = logAppender(sqlite, sha256)
  const jobs = jobsInMemory()
  return {
    accounts: sqliteAccounts(sqlite),
    activity: sqliteActivity(sqlite),
    announcements: sqliteAnnouncements(sqlite),
    appeals: sqliteAppeals(sqlite),
    attempts: sqliteAttempts(sqlite, append),
    audit: sqliteAudit(sqlite),
    awards: sqliteAwards(sqlite),
    boards: sqliteBoards(sqlite),
    campaigns: sqliteCampaigns(sqlite),
    campaignReports: sqliteCampaignReports(sqlite),
    commendations: sqliteCommendations(sqlite),
    contestants: sqliteContestants(sqlite, append),
    contests: sqliteContests(sqlite, ids),
    controls: sqliteControls(sqlite),
    corrections: sqliteCorrections(sqlite, append),
    dataRequests: sqliteDataRequests(sqlite),
    divisions: sqliteDivisions(sqlite),
    exportFiles: sqliteExportFiles(sqlite),
    rosters: sqliteRosters(sqlite),
    flags: sqliteFlags(sqlite),
    initiatives: sqliteInitiatives(sqlite),
    invitations: sqliteInvitations(sqlite),
    inquiries: sqliteInquiries(sqlite),
    jobs,
    joining: sqliteJoining(sqlite, append),
    log: sqliteLog(sqlite, sha256),
    ownData: sqliteOwnData(sqlite),
    pictures: sqlitePictures(sqlite),
    questionImports: sqliteQuestionImports(sqlite, ids),
    questions: sqliteQuestions(sqlite, ids),
    results: sqliteResults(sqlite, append),
    retention: sqliteRetention(sqlite, ids),
    secondFactors: sqliteSecondFactors(sqlite),
    sessions: sqliteSessions(sqlite),
    unions: sqliteUnions(sqlite),
    works: sqliteWorks(sqlite),
    writes: { look: sqlite.queue.look, follow: sqlite.queue.follow },
    shared: false,
    counts: null,
    lease: null,
    time: null,
    ready: readyCheck(sqlite),
    bytes: () => bytesOf([options.file, `${options.file}-wal`]),
    close: async () => {
      await jobs.stop()
      await sqlite.queue.drain()
      sqlite.close()
    },
  }
}
