import { join } from 'node:path'
import Database from 'better-sqlite3'
import { handClock, testServices } from '../support/services.ts'
import { describeAccountsContract } from './accounts.contract.ts'
import { describeAnnouncementsContract } from './announcements.contract.ts'
import { describeAttemptsContract } from './attempts.contract.ts'
import { describeAuditContract } from './audit.contract.ts'
import { describeAwardsContract } from './awards.contract.ts'
import { describeBoardsContract } from './boards.contract.ts'
import { describeContestantsContract } from './contestants.contract.ts'
import { describeContestsContract } from './contests.contract.ts'
import { describeControlNewsContract } from './control-news.contract.ts'
import { describeControlsContract } from './controls.contract.ts'
import { describeCorrectionsContract } from './corrections.contract.ts'
import { describeFlagsContract } from './flags.contract.ts'
import { describeAppealsContract } from './appeals.contract.ts'
import { describeInquiriesContract } from './inquiries.contract.ts'
import { describeLogContract } from './log.contract.ts'
import { MONDAY, type Open } from './opened.ts'
import { describeOwnDataContract } from './own-data.contract.ts'
import { describeQuestionImportsContract } from './question-imports.contract.ts'
import { describeQuestionsContract } from './questions.contract.ts'
import { describeResultsContract } from './results.contract.ts'
import { describeRostersContract } from './rosters.contract.ts'
import { describeSecondFactorsContract } from './second-factors.contract.ts'
import { describeUnionsContract } from './unions.contract.ts'

const openSqlite: Open = async () => {
  const clock = handClock(MONDAY)
  const { services, folder, end } = await testServices(clock)
  const client = new Database(join(folder, 'hoithi.sqlite'))
  const rowsOf = (table: string): string =>
    client
      .prepare(`select * from "${table}"`)
      .all()
      .map((row) => JSON.stringify(row))
      .sort((a, b) => (a < b ? -1 : 1))
      .join('\n')
  return {
    services,
    clock,
    execute: async (statement) => {
      client.prepare(statement).run()
    },
    dump: async (tables) => tables.map((table) => `${table}\n${rowsOf(table)}`).join('\n\n'),
    end: async () => {
      client.close()
      await end()
    },
  }
}

describeAccountsContract('SQLite', openSqlite)
describeAnnouncementsContract('SQLite', openSqlite)
describeAttemptsContract('SQLite', openSqlite)
describeAuditContract('SQLite', openSqlite)
describeAwardsContract('SQLite', openSqlite)
describeBoardsContract('SQLite', openSqlite)
describeContestantsContract('SQLite', openSqlite)
describeContestsContract('SQLite', openSqlite)
describeControlsContract('SQLite', openSqlite)
describeControlNewsContract('SQLite', openSqlite)
describeCorrectionsContract('SQLite', openSqlite)
describeFlagsContract('SQLite', openSqlite)
describeAppealsContract('SQLite', openSqlite)
describeInquiriesContract('SQLite', openSqlite)
describeLogContract('SQLite', openSqlite)
describeOwnDataContract('SQLite', openSqlite)
describeQuestionImportsContract('SQLite', openSqlite)
describeQuestionsContract('SQLite', openSqlite)
describeResultsContract('SQLite', openSqlite)
describeRostersContract('SQLite', openSqlite)
describeSecondFactorsContract('SQLite', openSqlite)
describeUnionsContract('SQLite', openSqlite)
