import { and, eq, inArray, isNull, lte, or, sql, type SQL, type SQLWrapper } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { fold } from '../../domain/names.ts'
import type { AppealFilter, AppealRow, Appeals } from '../../ports/appeals.ts'
import { matches } from './contestant-list.ts'
import { toAppeal } from './disputed.ts'
import { first, type Db } from './open.ts'
import { accounts, appeals, attempts, contestants, rounds, unionAncestors, unions } from './schema.ts'

export const isWaiting: SQL = sql`${appeals.state} in ('received', 'underReview')`

const sortColumn = {
  filedAt: appeals.filedAt,
  answerBy: appeals.answerBy,
  answeredAt: appeals.answeredAt,
  name: contestants.sortKey,
  union: unions.name,
} satisfies Record<Exclude<AppealFilter['sort'], 'waiting'>, unknown>

/** Appeals joined with whom they are about; `columns` says what is read of them. */
function joined(db: Db) {
  const answerer = alias(accounts, 'answerer')
  const filer = alias(accounts, 'filer')
  const about = {
    appeal: appeals,
    roundTitle: rounds.title,
    attemptNumber: attempts.number,
    contestantName: accounts.fullName,
    phone: contestants.phone,
    unionId: contestants.unionId,
    unionName: unions.name,
    unionPath: unions.path,
    filedByLogin: filer.login,
    answeredByLogin: answerer.login,
  }
  const from = <Columns extends Parameters<typeof db.select>[0]>(columns: NonNullable<Columns>) =>
    db
      .select(columns)
      .from(appeals)
      .innerJoin(rounds, eq(rounds.id, appeals.roundId))
      .innerJoin(attempts, eq(attempts.id, appeals.attemptId))
      .innerJoin(contestants, eq(contestants.id, appeals.contestantId))
      .innerJoin(accounts, eq(accounts.id, appeals.contestantId))
      .innerJoin(unions, eq(unions.id, contestants.unionId))
      .leftJoin(filer, eq(filer.id, appeals.filedBy))
      .leftJoin(answerer, eq(answerer.id, appeals.answeredBy))
  return { rows: () => from(about), from }
}

type Found = Awaited<ReturnType<ReturnType<typeof joined>['rows']>>[number]
const toRow = ({ appeal, filedByLogin, ...about }: Found): AppealRow => ({ ...toAppeal(appeal), ...about, filedByLogin: filedByLogin ?? '' })

export async function findAppeal(db: Db, id: string): Promise<AppealRow | null> {
  const found = await first(joined(db).rows().where(eq(appeals.id, id)))
  return found === undefined ? null : toRow(found)
}

/** The desk's list: filtered, sorted and paged by the database; inside the caller's transaction. */
export async function listAppeals(db: Db, filter: AppealFilter): ReturnType<Appeals['list']> {
  const readable = reachOf(db, filter)
  const where = and(...conditions(filter))
  const { rows, from } = joined(db)
  const page = await rows()
    .where(and(...readable, where))
    .orderBy(...orderOf(filter))
    .limit(filter.pageSize)
    .offset((filter.page - 1) * filter.pageSize)
  const counts = await first(
    from({
      total: sql<number>`count(*) filter (where ${where ?? sql`true`})`,
      open: sql<number>`count(*) filter (where ${isWaiting})`,
      overdue: sql<number>`count(*) filter (where ${isWaiting} and ${lte(appeals.answerBy, filter.now)})`,
    }).where(and(...readable)),
  )
  return { rows: page.map(toRow), total: counts?.total ?? 0, open: counts?.open ?? 0, overdue: counts?.overdue ?? 0 }
}

/** What whoever asks may see at all. */
function reachOf(db: Db, { contestId, within }: AppealFilter): SQL[] {
  const below = (ancestorId: string) =>
    db.select({ id: unionAncestors.unionId }).from(unionAncestors).where(eq(unionAncestors.ancestorId, ancestorId))
  return [
    eq(appeals.contestId, contestId),
    isNull(contestants.withdrawnAt),
    ...(within === undefined ? [] : [inArray(contestants.unionId, below(within))]),
  ]
}

function conditions({ search = '', state, subject, roundId, contestantId, phones, now }: AppealFilter): (SQL | undefined)[] {
  const words = fold(search)
    .split(' ')
    .filter((word) => word !== '')
  return [
    state === undefined ? undefined : stateIs(state, now),
    subject === undefined ? undefined : eq(appeals.subject, subject),
    roundId === undefined ? undefined : eq(appeals.roundId, roundId),
    contestantId === undefined ? undefined : eq(appeals.contestantId, contestantId),
    ...words.map((word) => or(sql`strpos(${appeals.searchText}, ${word}) > 0`, and(...matches(word, phones ?? 'any')))),
  ]
}

function stateIs(state: NonNullable<AppealFilter['state']>, now: number): SQL | undefined {
  if (state === 'open') return isWaiting
  return state === 'overdue' ? and(isWaiting, lte(appeals.answerBy, now)) : eq(appeals.state, state)
}

/** Waiting: the soonest to be answered first; then what is closed, the newest first. */
function orderOf({ sort, order }: AppealFilter): SQL[] {
  const direction = (by: SQLWrapper): SQL => (order === 'asc' ? sql`${by} asc nulls first` : sql`${by} desc nulls last`)
  if (sort !== 'waiting') return [direction(sortColumn[sort]), direction(appeals.id)]
  const urgency = sql`case when ${isWaiting} then ${appeals.answerBy} else -coalesce(${appeals.answeredAt}, ${appeals.filedAt}) end`
  return [direction(sql`not (${isWaiting})`), direction(urgency), direction(appeals.id)]
}
