import type { Contests } from '../../ports/contests.ts'
import type { Unions } from '../../ports/unions.ts'
import { sqliteContestReads } from './contests.ts'
import { openForReading } from './open.ts'
import { posterUnions } from './poster-unions.ts'

/** What a poster worker reads, on a read-only connection of its own. */
export function openPostersForReading(file: string): { contests: Pick<Contests, 'find' | 'rounds'>; unions: Pick<Unions, 'forPosters'> } {
  const db = openForReading(file)
  return { contests: sqliteContestReads({ db }), unions: { forPosters: async (rootId) => posterUnions({ db }, rootId) } }
}
