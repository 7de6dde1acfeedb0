import type { ActivityReads } from '../../ports/activity.ts'
import type { Contests } from '../../ports/contests.ts'
import type { Results } from '../../ports/results.ts'
import { sqliteActivity } from './activity.ts'
import { sqliteContestReads } from './contests.ts'
import { openForReading } from './open.ts'
import { sqliteResultReads } from './results.ts'

type Reads = { results: Pick<Results, 'revisions' | 'rowsAfter'>; contests: Pick<Contests, 'round'>; activity: ActivityReads }

/** What an export worker reads, on a read-only connection of its own. */
export function openForExports(file: string): Reads {
  const db = openForReading(file)
  return { results: sqliteResultReads({ db }), contests: sqliteContestReads({ db }), activity: sqliteActivity({ db }) }
}
