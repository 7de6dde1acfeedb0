import type { Contests } from '../../ports/contests.ts'
import type { Results } from '../../ports/results.ts'
import { sqliteContestReads } from './contest-reads.ts'
import { openForReading } from './open.ts'
import { sqliteResultReads } from './results.ts'

/** What an export worker reads, on a read-only connection of its own. */
export function openResultsForReading(file: string): { results: Pick<Results, 'revisions' | 'rowsAfter'>; contests: Pick<Contests, 'round'> } {
  const db = openForReading(file)
  return { results: sqliteResultReads({ db }), contests: sqliteContestReads({ db }) }
}
