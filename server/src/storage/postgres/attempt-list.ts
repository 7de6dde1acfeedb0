import { and, count, eq, inArray, sql, type SQL } from 'drizzle-orm'
import type { AttemptFilter, AttemptRow } from '../../ports/attempts.ts'
import { matches } from './contestant-list.ts'
import { first, type Db } from './open.ts'
import { accounts, attempts, contestants, outcomes, responses, unionAncestors, unions } from './schema.ts'
import { deskPhone } from './shown-people.ts'

const state = sql<
  AttemptRow['state']
>`case when ${attempts.submittedAt} is null then 'running' when coalesce(${outcomes.voided}, false) then 'voided' else 'submitted' end`

const sortColumn = {
  startedAt: attempts.startedAt,
  submittedAt: attempts.submittedAt,
  score: attempts.score,
  durationMs: attempts.durationMs,
  name: contestants.sortKey,
  union: unions.name,
} satisfies Record<AttemptFilter['sort'], unknown>

/** The desk's table of attempts: filtered, sorted and paged by the database; what a row tells beside that is read for the page's rows only. */
export async function listAttempts(db: Db, filter: AttemptFilter): Promise<{ rows: AttemptRow[]; total: number }> {
  const where = and(...conditions(db, filter))
  const joined = <Columns extends Parameters<typeof db.select>[0]>(columns: NonNullable<Columns>) =>
    db
      .select(columns)
      .from(attempts)
      .innerJoin(contestants, eq(contestants.id, attempts.contestantId))
      .innerJoin(unions, eq(unions.id, attempts.unionId))
      .leftJoin(outcomes, eq(outcomes.attemptId, attempts.id))
  // What has no value yet comes first upwards, and last downwards.
  const direction = sql.raw(filter.order === 'asc' ? 'asc nulls first' : 'desc nulls last')
  const order = [sql`${sortColumn[filter.sort]} ${direction}`, sql`${attempts.id} ${direction}`]
  const page = await joined({ id: attempts.id })
    .where(where)
    .orderBy(...order)
    .limit(filter.pageSize)
    .offset((filter.page - 1) * filter.pageSize)
  const ids = page.map(({ id }) => id)
  const rows = await joined(rowColumns)
    .innerJoin(accounts, eq(accounts.id, attempts.contestantId))
    .where(inArray(attempts.id, ids))
    .orderBy(...order)
  return { rows: rows as AttemptRow[], total: await totalOf(db, filter, where) }
}

/** Tables that no condition asks about are left out of the count: it reads every attempt of the round. */
async function totalOf(db: Db, filter: AttemptFilter, where: SQL | undefined): Promise<number> {
  const all = db.select({ total: count() }).from(attempts).$dynamic()
  if ((filter.search ?? '') !== '') void all.innerJoin(contestants, eq(contestants.id, attempts.contestantId))
  if (filter.state !== undefined) void all.leftJoin(outcomes, eq(outcomes.attemptId, attempts.id))
  return (await first(all.where(where)))?.total ?? 0
}

const rowColumns = {
  id: attempts.id,
  number: attempts.number,
  state,
  contestantId: attempts.contestantId,
  contestantName: accounts.fullName,
  phone: deskPhone,
  unionName: unions.name,
  startedAt: attempts.startedAt,
  deadlineAt: attempts.deadlineAt,
  submittedAt: attempts.submittedAt,
  durationMs: attempts.durationMs,
  finishedBy: attempts.finishedBy,
  questionCount: sql<number>`length(${attempts.shape}) - length(replace(${attempts.shape}, ' ', '')) + 1`,
  score: attempts.score,
  prediction: attempts.prediction,
  receipt: attempts.receipt,
  responses: sql<number>`(select count(*) from ${responses} where ${responses.attemptId} = ${attempts.id} and ${responses.choice} <> '[]')`,
}

function conditions(db: Db, filter: AttemptFilter): (SQL | undefined)[] {
  const below = (ancestorId: string) =>
    db.select({ id: unionAncestors.unionId }).from(unionAncestors).where(eq(unionAncestors.ancestorId, ancestorId))
  return [
    eq(attempts.roundId, filter.roundId),
    ...(filter.within === undefined ? [] : [inArray(attempts.unionId, below(filter.within))]),
    ...(filter.state === undefined ? [] : [eq(state, filter.state)]),
    ...matches(filter.search ?? '', filter.phones ?? 'any'),
  ]
}
