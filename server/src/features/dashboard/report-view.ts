import type { Actor } from '../../domain/access.ts'
import type { Contest, Round } from '../../domain/contest.ts'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { meanScore } from '../../domain/grading.ts'
import type { ReplyOf } from '../../http/route.ts'
import type { ReportQuery, ReportRow } from '../../ports/activity.ts'
import type { Union } from '../../ports/unions.ts'
import type { Services } from '../../services.ts'
import { weeksOf, type ReportPeriod } from './report-period.ts'
import { scopeView } from './scope.ts'

type Report = ReplyOf<'getReport'>
type Row = Report['rows'][number]
type Asked = {
  contest: Contest
  rounds: readonly Round[]
  union: Union
  chosen: ReportPeriod
  query: Pick<ReportQuery, 'page' | 'pageSize' | 'search' | 'sort' | 'order'> & { among: 'children' | 'lowest' }
  session: Actor
}

const BEST = 5
const SILENT_NAMED = 20

/** A week or a round, union by union, with what a message about it needs. */
export async function reportView({ storage, clock }: Pick<Services, 'storage' | 'clock'>, asked: Asked): Promise<Decision<Report>> {
  const { contest, rounds, union, chosen, query, session } = asked
  if (query.sort === 'mean' && !chosen.scoresShown) return refuse('scores-hidden')
  const now = clock.now()
  const about = { unionId: union.id, period: chosen.period, before: chosen.before }
  const [own, { rows, total }, best, silent] = await Promise.all([
    storage.activity.report({ ...about, among: 'tree', sort: 'name', order: 'asc', page: 1, pageSize: 1 }),
    storage.activity.report({ ...about, ...query }),
    storage.activity.report({ ...about, before: null, among: 'children', sort: 'people', order: 'desc', page: 1, pageSize: BEST }),
    storage.activity.report({ ...about, before: null, among: 'lowest', silent: true, sort: 'name', order: 'asc', page: 1, pageSize: SILENT_NAMED }),
  ])
  const view = (row: ReportRow): Row => reportRowView(row, chosen)
  const { from, to, round, running, compared, scoresShown, sealed } = chosen
  const total0 = own.rows[0]
  if (total0 === undefined) return refuse('not-found')
  return accept({
    union: scopeView(union, session),
    period: { from, to, roundId: round?.id ?? null, roundTitle: round?.title ?? null, running, compared },
    weeks: weeksOf(contest, now),
    rounds: rounds.filter(({ opensAt }) => opensAt <= now).map(({ id, title }) => ({ id, title })),
    own: view(total0),
    rows: rows.map(view),
    total,
    page: query.page,
    pageSize: query.pageSize,
    best: best.rows.filter(({ people }) => people > 0).map((row) => reportRowView(row, { ...chosen, before: null })),
    silent: { total: silent.total, names: silent.rows.map(({ name }) => name) },
    scoresShown,
    sealed,
    now,
  })
}

/** What may be told of a union: no mean while scores are hidden, no all-correct people before the seal. */
function reportRowView(row: ReportRow, { scoresShown, sealed, before }: Pick<ReportPeriod, 'scoresShown' | 'sealed' | 'before'>): Row {
  const { depth: _, scoreSum, allCorrect, peopleBefore, attemptsBefore, ...union } = row
  const { people, memberCount } = union
  return {
    ...union,
    rate: memberCount === null || memberCount === 0 ? null : people / memberCount,
    mean: scoresShown ? meanScore(scoreSum, people) : null,
    allCorrect: sealed ? allCorrect : null,
    peopleBefore: before === null ? null : peopleBefore,
    attemptsBefore: before === null ? null : attemptsBefore,
  }
}
