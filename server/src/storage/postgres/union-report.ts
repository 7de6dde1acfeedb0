import { and, eq, sql, type SQL } from 'drizzle-orm'
import type { Period, ReportQuery, ReportRow, Stretch } from '../../ports/activity.ts'
import { texts } from './many-rows.ts'
import { rowsOf, type Db } from './open.ts'
import { activity, unionAncestors, unions, unionTallies } from './schema.ts'
import { isLowest, matching } from './union-boards.ts'

/** Totals of every union with everything below it in a period, as a subquery named `name`. */
function totals({ boardId, at }: Period, name: string): SQL {
  const columns =
    at === null
      ? sql`select ${unionTallies.unionId} as union_id, ${unionTallies.people} as people, ${unionTallies.attempts} as attempts,
          ${unionTallies.scoreSum} as score_sum, ${unionTallies.allCorrect} as all_correct
          from ${unionTallies} where ${unionTallies.boardId} = ${boardId}`
      : sql`select link.ancestor_id as union_id, sum(activity.people) as people, sum(activity.attempts) as attempts,
          round(sum(activity.score_sum) * 100) / 100 as score_sum, sum(activity.all_correct) as all_correct
          from ${activity} join ${unionAncestors} as link on link.union_id = activity.union_id
          where activity.board_id = ${boardId} and activity.span = 'week' and activity.at = ${at} group by link.ancestor_id`
  return sql`(${columns}) as ${sql.raw(name)}`
}

type Counted = { unionId: string; people: number; attempts: number }
export type CountStretch = (stretch: Stretch) => Promise<Counted[]>
/** A stretch lies in the past: counting it again sooner would only tell of voids meanwhile. */
const COUNTED_FOR_MS = 60_000
const COUNTED = 10

/** Counts people (once each, where their last attempt in it counts) and attempts of a stretch by union; the newest counts are kept for a while. */
export function stretchCounter(db: Db): CountStretch {
  const known = new Map<string, { at: number; counted: Promise<Counted[]> }>()
  const countAnew = ({ roundIds, from, to }: Stretch): Promise<Counted[]> =>
    rowsOf<Counted>(
      db,
      sql`
      select union_id as "unionId", count(*) as people, sum(attempts) as attempts
      from (
        select distinct on (contestant_id) union_id, count(*) over (partition by contestant_id) as attempts
        from outcomes
        where round_id = any(${texts(roundIds)}) and submitted_at >= ${from} and submitted_at < ${to} and not voided
        order by contestant_id, submitted_at desc, attempt_id desc
      ) as people
      group by union_id`,
    )
  return async (stretch) => {
    const key = JSON.stringify(stretch)
    const found = known.get(key)
    if (found !== undefined && performance.now() - found.at < COUNTED_FOR_MS) return found.counted
    const counted = countAnew(stretch)
    known.delete(key)
    known.set(key, { at: performance.now(), counted })
    for (const old of [...known.keys()].slice(0, -COUNTED)) known.delete(old)
    try {
      return await counted
    } catch (error) {
      known.delete(key)
      throw error
    }
  }
}

/** The same with everything below each union, as a subquery named `earlier`. */
function earlierIn(counted: readonly Counted[]): SQL {
  const column = (of: (one: Counted) => string | number) => sql.param(counted.map(of))
  return sql`(select link.ancestor_id as union_id, sum(one.people) as people, sum(one.attempts) as attempts
    from unnest(${column(({ unionId }) => unionId)}::text[], ${column(({ people }) => people)}::bigint[], ${column(({ attempts }) => attempts)}::bigint[])
      as one (union_id, people, attempts)
    join ${unionAncestors} as link on link.union_id = one.union_id
    group by link.ancestor_id) as earlier`
}

const NOTHING = sql`(select '' as union_id, 0 as people, 0 as attempts) as earlier`
const people = sql`coalesce(period.people, 0)`
const sorts = {
  name: sql`unions.name`,
  people,
  attempts: sql`coalesce(period.attempts, 0)`,
  rate: sql`case when unions.member_total > 0 then cast(${people} as float8) / unions.member_total else -1 end`,
  mean: sql`case when ${people} > 0 then period.score_sum / cast(period.people as float8) else -1 end`,
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
export async function unionReport(db: Db, query: ReportQuery, counted: CountStretch): Promise<{ rows: ReportRow[]; total: number }> {
  const { period, before, unionId, among, search, sort, order, silent, page, pageSize } = query
  const where = and(
    sql`tree.ancestor_id = ${unionId}`,
    amongst[among](unionId),
    reported,
    silent === true ? sql`${people} = 0` : undefined,
    ...matching(search),
  )
  const earlier = before === null ? NOTHING : 'roundIds' in before ? earlierIn(await counted(before)) : totals(before, 'earlier')
  const from = sql`from ${unionAncestors} as tree join ${unions} on unions.id = tree.union_id
    left join ${totals(period, 'period')} on period.union_id = unions.id
    left join ${earlier} on earlier.union_id = unions.id where ${where}`
  const by = among === 'tree' ? treeOrder : sql`${sorts[sort]} ${sql.raw(order)}`
  const rows = await rowsOf<ReportRow>(
    db,
    sql`select unions.id as "unionId", unions.code as code, unions.name as name, unions.kind as kind, unions.path as path,
    tree.depth as depth, unions.member_total as "memberCount",
    (select count(*) from unions as child where child.parent_id = unions.id and child.state = 'active') as "childCount",
    ${people} as people, coalesce(period.attempts, 0) as attempts, coalesce(period.score_sum, 0) as "scoreSum",
    coalesce(period.all_correct, 0) as "allCorrect", coalesce(earlier.people, 0) as "peopleBefore", coalesce(earlier.attempts, 0) as "attemptsBefore"
    ${from} order by ${by}, unions.code limit ${pageSize} offset ${(page - 1) * pageSize}`,
  )
  const [all] = await rowsOf<{ total: number }>(db, sql`select count(*) as total ${from}`)
  return { rows, total: all?.total ?? 0 }
}
