import type { Actor } from '../../domain/access.ts'
import { scoresShown, type Contest, type Round } from '../../domain/contest.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { startOfDay } from '../../domain/local-time.ts'
import type { ReplyOf } from '../../http/route.ts'
import type { UnionEntry, UnionQuery } from '../../ports/boards.ts'
import type { Services } from '../../services.ts'
import { unionRowView, unionSource } from '../boards/view.ts'
import { newestMoment } from './days.ts'
import { scopeView, type ScopeUnion } from './scope.ts'

const TREND_DAYS = 7

type Participation = ReplyOf<'getParticipation'>
type Query = Pick<UnionQuery, 'divisionId' | 'page' | 'pageSize' | 'search' | 'sort' | 'order'>
type Asked = { round: Round; contest: Contest; parent: ScopeUnion; query: Query; session: Actor }

/** The unions below one, each with its week of attempts; means and all-correct people as soon as the round lets them be seen. */
export async function participationView(
  { storage, clock }: Pick<Services, 'storage' | 'clock'>,
  { round, contest, parent, query, session }: Asked,
): Promise<Decision<Participation>> {
  const shown = { scoresShown: scoresShown(round), sealed: round.sealedRevision !== null }
  if (query.sort === 'mean' && !shown.scoresShown) return refuse('scores-hidden')
  const paging = { page: query.page, pageSize: query.pageSize }
  if (parent === null) return accept({ parent: null, own: null, rows: [], silent: 0, total: 0, ...paging, ...shown })
  const source = await unionSource({ storage }, round)
  const [own, below, silent] = await Promise.all([
    storage.boards.ownUnion(source, parent.id, 'people'),
    storage.boards.unions(source, { ...query, parentId: parent.id }),
    storage.activity.silent({ boardId: round.id, unionId: parent.id, sort: 'name', order: 'asc', page: 1, pageSize: 1 }),
  ])
  const trendOf = await trends(storage, contest, [parent.id, ...below.entries.map(({ unionId }) => unionId)], newestMoment(contest, clock.now()))
  const row = (entry: UnionEntry, rank: number, mine: boolean): Participation['rows'][number] => ({
    ...unionRowView(entry, rank, shown.scoresShown, mine),
    allCorrect: shown.sealed ? entry.allCorrect : null,
    trend: trendOf(entry.unionId),
  })
  const { id, name, parentId } = scopeView(parent, session)
  return accept({
    parent: { id, name, parentId },
    own: own === null ? null : row(own.entry, own.rank, true),
    rows: below.entries.map((entry, index) => row(entry, (query.page - 1) * query.pageSize + index + 1, false)),
    silent: silent.total,
    total: below.total,
    ...paging,
    ...shown,
  })
}

/** Attempts of the last seven days, by union. */
async function trends(
  storage: Services['storage'],
  { id, timeZone }: Contest,
  unionIds: string[],
  newest: number,
): Promise<(unionId: string) => number[]> {
  const days = Array.from({ length: TREND_DAYS }, (_, index) => startOfDay(newest, timeZone, index + 1 - TREND_DAYS))
  const found = await storage.activity.trends(id, unionIds, days[0] ?? newest, startOfDay(newest, timeZone, 1))
  const attempts = new Map(found.map((moment) => [`${moment.unionId} ${moment.at}`, moment.attempts]))
  return (unionId) => days.map((day) => attempts.get(`${unionId} ${day}`) ?? 0)
}
