import type { Contests } from '../../ports/contests.ts'
import type { Unions } from '../../ports/unions.ts'
import { postgresContestReads } from './contest-reads.ts'
import { openMoment } from './open.ts'
import { posterUnions } from './poster-unions.ts'

type PosterReads = { contests: Pick<Contests, 'find' | 'rounds'>; unions: Pick<Unions, 'forPosters'>; close: () => Promise<void> }

/** What a poster worker reads, on a connection of its own. */
export async function openPostersForReading(url: string): Promise<PosterReads> {
  const { db, close } = await openMoment(url)
  return { contests: postgresContestReads({ db }), unions: { forPosters: (rootId) => posterUnions(db, rootId) }, close }
}
