import { and, asc, count, desc, eq, inArray, isNull, like, ne, sql, type SQL } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import { fold } from '../../domain/names.ts'
import type { BoardSource, Boards, UnionEntry, UnionMetric, UnionQuery } from '../../ports/boards.ts'
import { first, rowsOf, type Db } from './open.ts'
import { divisionUnions, rounds, sealedUnions, unionAncestors, unions, unionTallies } from './schema.ts'

/** Kinds whose unions contestants belong to directly; they make up the board of all grassroots unions. */
const GRASSROOTS = ['grassrootsUnion', 'sectionUnion', 'group']
/** A merged union is counted where its people are; a proposed one has a name that nobody checked. A closed one stays for what its people did. */
const listed = sql<boolean>`(${inArray(unions.kind, GRASSROOTS)} and ${unions.mergedInto} is null and ${unions.state} <> 'pending'
  and (${unions.state} = 'active' or coalesce(${unionTallies.people}, 0) > 0))`
/** The kind under which a sealed tree keeps a merged or proposed union: its people count above it, but no board names it. */
const UNNAMED = ''
const named = sql`(${unions.mergedInto} is null and ${unions.state} <> 'pending')`
const counted = {
  memberTotal: unions.memberTotal,
  people: sql<number>`coalesce(${unionTallies.people}, 0)`,
  attempts: sql<number>`coalesce(${unionTallies.attempts}, 0)`,
  scoreSum: sql<number>`coalesce(${unionTallies.scoreSum}, 0)`,
  allCorrect: sql<number>`coalesce(${unionTallies.allCorrect}, 0)`,
}
type Figures = Record<'memberTotal' | 'people' | 'attempts' | 'scoreSum' | 'name', SQL | AnyPgColumn>

// Whole numbers would go through a whole division; and a rate needs a confirmed head count.
const metricsOf = ({ memberTotal, people, attempts, scoreSum, name }: Figures) =>
  ({
    people: sql`${people}`,
    attempts: sql`${attempts}`,
    rate: sql<number>`case when ${memberTotal} > 0 then cast(${people} as float8) / ${memberTotal} else -1 end`,
    // In hundredths: whole numbers, so that equal means are equal.
    mean: sql<number>`case when ${people} > 0 then round(${scoreSum} * 100) / ${people} else -1 end`,
    name: sql<string>`${name}`,
  }) satisfies Record<UnionMetric | 'name', SQL>

/** Unions at the end of a branch of active ones: contestants belong to them directly. */
export const isLowest = sql`not exists (select 1 from unions as child where child.parent_id = unions.id and child.state = 'active')`

const wordsOf = (search: string | undefined): string[] =>
  fold(search ?? '')
    .split(' ')
    .filter((word) => word !== '')

/** Unions that hold every word of a search text; both are folded: letters and figures without case. */
export function matching(search: string | undefined): SQL[] {
  return wordsOf(search).map((word) => like(unions.searchText, `%${word}%`))
}

type Among = Pick<UnionQuery, 'parentId' | 'divisionId' | 'search'>

/** Unions with the totals of a board that still follows the log and the tree. */
function liveBoard(db: Db, boardId: string) {
  const on = and(eq(unionTallies.unionId, unions.id), eq(unionTallies.boardId, boardId))
  const columns = {
    unionId: unions.id,
    parentId: unions.parentId,
    code: unions.code,
    name: unions.name,
    kind: unions.kind,
    path: unions.path,
    memberCount: unions.memberTotal,
    people: counted.people,
    attempts: counted.attempts,
    scoreSum: counted.scoreSum,
    allCorrect: counted.allCorrect,
    childCount: sql<number>`(select count(*) from unions as child where child.parent_id = unions.id and child.merged_into is null and child.state <> 'pending')`,
  }
  const below = (parentId: string) => db.select({ id: unionAncestors.unionId }).from(unionAncestors).where(eq(unionAncestors.ancestorId, parentId))
  const among = ({ parentId, divisionId, search }: Among): SQL | undefined => {
    const found = matching(search)
    if (divisionId !== undefined) {
      const members = db.select({ id: divisionUnions.unionId }).from(divisionUnions).where(eq(divisionUnions.divisionId, divisionId))
      return and(
        inArray(unions.id, members),
        isNull(unions.mergedInto),
        parentId === undefined ? undefined : inArray(unions.id, below(parentId)),
        ...found,
      )
    }
    const open = and(isNull(unions.mergedInto), sql`${unions.state} <> 'pending'`)
    return and(parentId === undefined ? listed : and(eq(unions.parentId, parentId), open), ...found)
  }
  const select = (where: SQL | undefined) => db.select(columns).from(unions).leftJoin(unionTallies, on).where(where).$dynamic()
  const total = async (where: SQL | undefined): Promise<number> =>
    (await first(db.select({ total: count() }).from(unions).leftJoin(unionTallies, on).where(where)))?.total ?? 0
  return { select, total, among, metrics: metricsOf({ ...counted, name: unions.name }), id: unions.id, code: unions.code }
}

/** Unions as they were when a revision was sealed. */
function sealedBoard(db: Db, revisionId: string) {
  const own = eq(sealedUnions.revisionId, revisionId)
  const columns = {
    unionId: sealedUnions.unionId,
    parentId: sealedUnions.parentId,
    code: sealedUnions.code,
    name: sealedUnions.name,
    kind: sealedUnions.kind,
    path: sealedUnions.path,
    memberCount: sealedUnions.memberTotal,
    people: sealedUnions.people,
    attempts: sealedUnions.attempts,
    scoreSum: sealedUnions.scoreSum,
    allCorrect: sealedUnions.allCorrect,
    childCount: sql<number>`(select count(*) from sealed_unions as child where child.revision_id = ${revisionId} and child.parent_id = sealed_unions.union_id and child.kind <> ${UNNAMED})`,
  }
  const among = ({ parentId, divisionId, search }: Among): SQL | undefined => {
    const found = wordsOf(search).map((word) => sql`sealed_unions.union_id in (select id from unions where search_text like ${`%${word}%`})`)
    if (divisionId !== undefined) {
      const within = parentId === undefined ? undefined : inArray(sealedUnions.unionId, sealedBelow(revisionId, parentId))
      return and(own, eq(sealedUnions.divisionId, divisionId), within, ...found)
    }
    return and(
      own,
      parentId === undefined ? eq(sealedUnions.listed, true) : and(eq(sealedUnions.parentId, parentId), ne(sealedUnions.kind, UNNAMED)),
      ...found,
    )
  }
  const select = (where: SQL | undefined) => db.select(columns).from(sealedUnions).where(and(own, where)).$dynamic()
  const total = async (where: SQL | undefined): Promise<number> =>
    (await first(db.select({ total: count() }).from(sealedUnions).where(and(own, where))))?.total ?? 0
  return { select, total, among, metrics: metricsOf(sealedUnions), id: sealedUnions.unionId, code: sealedUnions.code }
}

/** Ids of a union and those below it in the tree of a sealed revision. */
export const sealedBelow = (revisionId: string, unionId: string): SQL =>
  sql`(with recursive below(id) as (
    values (${unionId}::text collate "C") union
    select child.union_id from sealed_unions as child join below on child.parent_id = below.id where child.revision_id = ${revisionId}
  ) select id from below)`

/** Keep the tree and the totals of a round as they are now beside its revision; runs inside the caller's transaction. */
export async function sealUnions(tx: Db, revisionId: string, roundId: string): Promise<void> {
  const round = await first(tx.select({ contestId: rounds.contestId }).from(rounds).where(eq(rounds.id, roundId)))
  // In one statement: whoever hands in waits until the seal is done.
  await tx.execute(sql`
    insert into sealed_unions
      (revision_id, union_id, parent_id, division_id, code, name, kind, path, listed, member_total, people, attempts, score_sum, all_correct)
    select ${revisionId}::text, now.* from (${unionsNow(tx, { contestId: round?.contestId ?? '', boardId: roundId })}) now`)
}

/** The tree with the totals of a board as a seal would keep them now. */
export function unionsNow(db: Db, { contestId, boardId }: { contestId: string; boardId: string }) {
  const on = and(eq(unionTallies.unionId, unions.id), eq(unionTallies.boardId, boardId))
  return db
    .select({
      unionId: unions.id,
      parentId: unions.parentId,
      divisionId: sql<string | null>`case when ${unions.mergedInto} is null then ${divisionUnions.divisionId} end`,
      code: unions.code,
      name: unions.name,
      kind: sql<string>`case when ${named} then ${unions.kind} else ${UNNAMED} end`,
      path: unions.path,
      listed,
      ...counted,
    })
    .from(unions)
    .leftJoin(unionTallies, on)
    .leftJoin(divisionUnions, and(eq(divisionUnions.unionId, unions.id), eq(divisionUnions.contestId, contestId)))
    .orderBy(asc(unions.id))
}

export function unionBoards(db: Db): Pick<Boards, 'unions' | 'ownUnion' | 'contestCounts'> {
  const boardOf = ({ boardId, revisionId }: BoardSource) => (revisionId === null ? liveBoard(db, boardId) : sealedBoard(db, revisionId))

  return {
    unions: async (source, { sort, order, page, pageSize, ...query }) => {
      const { select, total, among, metrics, code } = boardOf(source)
      const where = among(query)
      const direction = order === 'asc' ? asc : desc
      const entries: UnionEntry[] = await select(where)
        .orderBy(direction(metrics[sort]), asc(code))
        .limit(pageSize)
        .offset((page - 1) * pageSize)
      return { entries, total: await total(where) }
    },
    ownUnion: async (source, unionId, metric, query = {}) => {
      const { select, total, among, metrics, id, code } = boardOf(source)
      const entry: UnionEntry | undefined = await first<UnionEntry>(select(eq(id, unionId)))
      if (entry === undefined) return null
      const [value, own] = [metrics[metric], valueOf(entry, metric)]
      const ahead = sql`(${value} > ${own} or (${value} = ${own} and ${code} < ${entry.code}))`
      return { entry, rank: (await total(and(among(query), ahead))) + 1 }
    },
    // Few unions stand at the top, and every visit to a contest asks.
    contestCounts: async (contestId) => {
      const [counts] = await rowsOf<{ people: number; attempts: number }>(
        db,
        sql`select coalesce(sum(tally.people), 0) as people, coalesce(sum(tally.attempts), 0) as attempts
          from unions root join union_tallies tally on tally.union_id = root.id
          where root.parent_id is null and tally.board_id = ${contestId}`,
      )
      return counts ?? { people: 0, attempts: 0 }
    },
  }
}

/** The same as the metric that unions are sorted by. */
function valueOf({ people, attempts, memberCount, scoreSum }: UnionEntry, metric: UnionMetric): number {
  if (metric === 'people') return people
  if (metric === 'attempts') return attempts
  if (metric === 'rate') return memberCount !== null && memberCount > 0 ? people / memberCount : -1
  return people > 0 ? Math.round(scoreSum * 100) / people : -1
}
