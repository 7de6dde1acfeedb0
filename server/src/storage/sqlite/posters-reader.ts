import type { Contests } from '../../ports/contests.ts'
import type { Unions } from '../../ports/unions.ts'
import { sqliteContestReads } from './contest-reads.ts'
import { openForReading } from './open.ts'
import { posterUnions } from './poster-unions.ts'

type PosterReads = { contests: Pick<Contests, 'find' | 'rounds'>; unions: Pick<Unions, 'forPosters'>; close: () => Promise<void> }

/** What a poster worker reads, on a read-only connection of its own. */
export async function openPostersForReading(file: string): Promise<PosterReads> {
  const db = openForReading(file)
  return {
    contests: sqliteContestReads({ db }),
    unions: { forPosters: async (rootId) => posterUnions({ db }, rootId) },
    close: async () => void db.$client.close(),
  }
}
