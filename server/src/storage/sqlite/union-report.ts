import { and, count, eq, gte, inArray, lt, max, sql, type SQL } from 'drizzle-orm'
import type { Period, ReportQuery, ReportRow, Stretch } from '../../ports/activity.ts'
import type { Sqlite } from './open.ts'
import { activity, outcomes, unionAncestors, unions, unionTallies } from './schema.ts'
import { isLowest, matching } from './union-boards.ts'

/** Totals of every union with everything below it in a period, as a subquery named `name`. */
function totals({ boardId, at }: Period, name: string): SQL {
  const columns =
    at === null
      ? sql`select ${unionTallies.unionId} as union_id, ${unionTallies.people} as people, ${unionTallies.attempts} as attempts,
          ${unionTallies.scoreSum} as score_sum, ${unionTallies.allCorrect} as all_correct
          from ${unionTallies} where ${unionTallies.boardId} = ${boardId}`
      : sql`select link.ancestor_id as union_id, sum(activity.people) as people, sum(activity.attempts) as attempts,
          round(sum(activity.score_sum), 2) as score_sum, sum(activity.all_correct) as all_correct
          from ${activity} join ${unionAncestors} as link on link.union_id = activity.union_id
          where activity.board_id = ${boardId} and activity.span = 'week' and activity.at = ${at} group by link.ancestor_id`
  return sql`(${columns}) as ${sql.raw(name)}`
}

type Counted = { unionId: string; people: number; attempts: number }
export type CountStretch = (stretch: Stretch) => Counted[]
/** A stretch lies in the past: counting it again sooner would only tell of voids meanwhile. */
const COUNTED_FOR_MS = 60_000
const COUNTED = 10

/** Counts people (once each, where their last attempt in it counts) and attempts of a stretch by union; the newest counts are kept for a while. */
export function stretchCounter(db: Sqlite['db']): CountStretch {
  const known = new Map<string, { at: number; counted: Counted[] }>()
  const countAnew = ({ roundIds, from, to }: Stretch): Counted[] => {
    // With max() SQLite takes the other columns from the row that holds it: the newest one.
    const people = db
      .select({ unionId: outcomes.unionId, attempts: count().as('attempts'), newest: max(outcomes.submittedAt).as('newest') })
      .from(outcomes)
      .where(and(inArray(outcomes.roundId, [...roundIds]), gte(outcomes.submittedAt, from), lt(outcomes.submittedAt, to), eq(outcomes.voided, false)))
      .groupBy(outcomes.contestantId)
      .as('people')
    return db
      .select({ unionId: people.unionId, people: count(), attempts: sql<number>`sum(${people.attempts})` })
      .from(people)
      .groupBy(people.unionId)
      .all()
  }
  return (stretch) => {
    const key = JSON.stringify(stretch)
    const found = known.get(key)
    if (found !== undefined && performance.now() - found.at < COUNTED_FOR_MS) return found.counted
    const counted = countAnew(stretch)
    known.delete(key)
    known.set(key, { at: performance.now(), counted })
    for (const old of [...known.keys()].slice(0, -COUNTED)) known.delete(old)
    return counted
  }
}

/** The same with everything below each union, as a subquery named `earlier`. */
function earlierIn(counted: readonly Counted[]): SQL {
  return sql`(select link.ancestor_id as union_id, sum(one.value ->> 'people') as people, sum(one.value ->> 'attempts') as attempts
    from json_each(${JSON.stringify(counted)}) as one join ${unionAncestors} as link on link.union_id = one.value ->> 'unionId'
    group by link.ancestor_id) as earlier`
}

const NOTHING = sql`(select '' as union_id, 0 as people, 0 as attempts) as earlier`
const people = sql`coalesce(period.people, 0)`
const sorts = {
  name: sql`unions.name`,
  people,
  attempts: sql`coalesce(period.attempts, 0)`,
  rate: sql`case when unions.member_total > 0 then cast(${people} as real) / unions.member_total else -1 end`,
  mean: sql`case when ${people} > 0 then period.score_sum / period.people else -1 end`,
  change: sql`${people} - coalesce(earlier.people, 0)`,
} satisfies Record<ReportQuery['sort'], SQL>

const amongst = {
  children: (unionId: string) => eq(unions.parentId, unionId),
  lowest: () => isLowest,
  tree: () => undefined,
} satisfies Record<ReportQuery['among'], (unionId: string) => SQL | undefined>

/** The union itself, and unions that stand in reports: not proposed ones, nor merged ones, and closed ones only for what their people did. */
const reported = sql`(tree.depth = 0 or (unions.merged_into is null and (unions.state = 'active' or (unions.state = 'closed' and ${people} > 0))))`

/** Sorts a tree: the names from the root down to the union itself. */
const treeOrder = sql`unions.path || case when unions.path = '' then '' else ' › ' end || unions.name`

/** Unions below one, with their totals of a period beside those of the period before. */
export function unionReport(db: Sqlite['db'], query: ReportQuery, counted: CountStretch): { rows: ReportRow[]; total: number } {
  const { period, before, unionId, among, search, sort, order, silent, page, pageSize } = query
  const where = and(
    sql`tree.ancestor_id = ${unionId}`,
    amongst[among](unionId),
    reported,
    silent === true ? sql`${people} = 0` : undefined,
    ...matching(search),
  )
  const earlier = before === null ? NOTHING : 'roundIds' in before ? earlierIn(counted(before)) : totals(before, 'earlier')
  const from = sql`from ${unionAncestors} as tree join ${unions} on unions.id = tree.union_id
    left join ${totals(period, 'period')} on period.union_id = unions.id
    left join ${earlier} on earlier.union_id = unions.id where ${where}`
  const by = among === 'tree' ? treeOrder : sql`${sorts[sort]} ${sql.raw(order)}`
  const rows = db.all<ReportRow>(sql`select unions.id as unionId, unions.code as code, unions.name as name, unions.kind as kind, unions.path as path,
    tree.depth as depth, unions.member_total as memberCount,
    (select count(*) from unions as child where child.parent_id = unions.id and child.state = 'active') as childCount,
    ${people} as people, coalesce(period.attempts, 0) as attempts, coalesce(period.score_sum, 0) as scoreSum,
    coalesce(period.all_correct, 0) as allCorrect, coalesce(earlier.people, 0) as peopleBefore, coalesce(earlier.attempts, 0) as attemptsBefore
    ${from} order by ${by}, unions.code limit ${pageSize} offset ${(page - 1) * pageSize}`)
  return { rows, total: db.get<{ total: number }>(sql`select count(*) as total ${from}`).total }
}
