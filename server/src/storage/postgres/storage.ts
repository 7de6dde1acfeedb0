import type { Sha256 } from '../../domain/receipt.ts'
import type { Ids } from '../../ports/ids.ts'
import type { Storage } from '../../ports/storage.ts'
import { postgresAccounts } from './accounts.ts'
import { postgresActivity } from './activity.ts'
import { postgresAnnouncements } from './announcements.ts'
import { postgresAppeals } from './appeals.ts'
import { postgresAttempts } from './attempts.ts'
import { postgresAudit } from './audit.ts'
import { postgresAwards } from './awards.ts'
import { postgresBoards } from './boards.ts'
import { postgresCampaignReports } from './campaign-reports.ts'
import { postgresCampaigns } from './campaigns.ts'
import { postgresCommendations } from './commendations.ts'
import { postgresContestants } from './contestants.ts'
import { postgresContests } from './contests.ts'
import { postgresControls } from './controls.ts'
import { postgresCorrections } from './corrections.ts'
import { postgresCounts } from './counts.ts'
import { postgresDataRequests } from './data-requests.ts'
import { postgresDivisions } from './divisions.ts'
import { postgresExportFiles } from './export-files.ts'
import { postgresFlags } from './flags.ts'
import { postgresInquiries } from './inquiries.ts'
import { postgresInitiatives } from './initiatives.ts'
import { postgresInvitations } from './invitations.ts'
import { postgresJobs } from './jobs.ts'
import { postgresJoining } from './joining.ts'
import { postgresLease } from './leases.ts'
import { logAppender, postgresLog } from './log.ts'
import { openPostgres, type PostgresOptions } from './open.ts'
import { postgresOwnData } from './own-data.ts'
import { postgresPictures } from './pictures.ts'
import { postgresQuestionImports } from './question-imports.ts'
import { postgresQuestions } from './questions.ts'
import { readyCheck } from './ready-check.ts'
import { postgresResults } from './results.ts'
import { postgresRetention } from './retention.ts'
import { postgresRosters } from './rosters.ts'
import { postgresSecondFactors } from './second-factors.ts'
import { postgresSessions } from './sessions.ts'
import { postgresTime } from './shared-time.ts'
import { sizeOf } from './size.ts'
import { postgresUnions } from './unions.ts'
import { postgresWorks } from './works.ts'

type Options = PostgresOptions & { migrations: string; sha256: Sha256; ids: Ids; secret: string }

/** Every port on one PostgreSQL database, which other servers use too. */
export async function postgresStorage({ sha256, ids, secret, ...options }: Options): Promise<Storage> {
  const postgres = await openPostgres(options)
  const { append, appendAll } = logAppender(sha256)
  const jobs = postgresJobs(postgres)
  return {
    accounts: postgresAccounts(postgres),
    activity: postgresActivity(postgres),
    announcements: postgresAnnouncements(postgres),
    appeals: postgresAppeals(postgres),
    attempts: postgresAttempts(postgres, { append, appendAll }),
    audit: postgresAudit(postgres),
    awards: postgresAwards(postgres),
    boards: postgresBoards(postgres),
    campaigns: postgresCampaigns(postgres),
    campaignReports: postgresCampaignReports(postgres),
    commendations: postgresCommendations(postgres),
    contestants: postgresContestants(postgres, append),
    contests: postgresContests(postgres, ids),
    controls: postgresControls(postgres),
    corrections: postgresCorrections(postgres, { append, appendAll }),
    dataRequests: postgresDataRequests(postgres),
    divisions: postgresDivisions(postgres),
    exportFiles: postgresExportFiles(postgres),
    rosters: postgresRosters(postgres),
    flags: postgresFlags(postgres),
    initiatives: postgresInitiatives(postgres),
    invitations: postgresInvitations(postgres),
    inquiries: postgresInquiries(postgres),
    jobs,
    joining: postgresJoining(postgres, append),
    log: postgresLog(postgres, sha256),
    ownData: postgresOwnData(postgres),
    pictures: postgresPictures(postgres),
    questionImports: postgresQuestionImports(postgres, ids),
    questions: postgresQuestions(postgres, ids),
    results: postgresResults(postgres, append),
    retention: postgresRetention(postgres, ids),
    secondFactors: postgresSecondFactors(postgres),
    sessions: postgresSessions(postgres),
    unions: postgresUnions(postgres),
    works: postgresWorks(postgres),
    writes: postgres.writes,
    shared: true,
    counts: postgresCounts(postgres, { sha256, secret }),
    lease: postgresLease(postgres),
    time: postgresTime(postgres),
    ready: readyCheck(postgres),
    bytes: () => sizeOf(postgres.db),
    close: async () => {
      await jobs.stop()
      await postgres.close()
    },
  }
}
