import { and, eq, inArray, isNotNull, isNull, or, sql, type SQL, type SQLWrapper } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { fold } from '../../domain/names.ts'
import type { Inquiries, InquiryFilter } from '../../ports/inquiries.ts'
import { matches } from './contestant-list.ts'
import { first, type Db } from './open.ts'
import { accounts, contestants, inquiries, unionAncestors, unions } from './schema.ts'

const sortColumn = {
  askedAt: inquiries.askedAt,
  answeredAt: inquiries.answeredAt,
  name: contestants.sortKey,
  union: unions.name,
} satisfies Record<Exclude<InquiryFilter['sort'], 'waiting'>, unknown>

/** The desk's inbox: filtered, sorted and paged by the database; inside the caller's transaction. */
export async function listInquiries(db: Db, filter: InquiryFilter): ReturnType<Inquiries['list']> {
  const readable = reachOf(db, filter)
  const where = and(...conditions(filter))
  const wanted = alias(unions, 'wanted')
  const answerer = alias(accounts, 'answerer')
  const joined = <Columns extends Parameters<typeof db.select>[0]>(columns: NonNullable<Columns>) =>
    db
      .select(columns)
      .from(inquiries)
      .innerJoin(contestants, eq(contestants.id, inquiries.contestantId))
      .innerJoin(accounts, eq(accounts.id, inquiries.contestantId))
      .innerJoin(unions, eq(unions.id, contestants.unionId))
      .leftJoin(wanted, eq(wanted.id, inquiries.wantedUnionId))
      .leftJoin(answerer, eq(answerer.id, inquiries.answeredBy))
  const rows = await joined({
    inquiry: inquiries,
    contestantName: accounts.fullName,
    phone: contestants.phone,
    unionName: unions.name,
    unionPath: unions.path,
    answeredByLogin: answerer.login,
    wantedUnionName: wanted.name,
  })
    .where(and(...readable, where))
    .orderBy(...orderOf(filter))
    .limit(filter.pageSize)
    .offset((filter.page - 1) * filter.pageSize)
  const counts = await first(
    joined({
      total: sql<number>`count(*) filter (where ${where ?? sql`true`})`,
      waiting: sql<number>`count(*) filter (where ${isNull(inquiries.answer)})`,
    }).where(and(...readable)),
  )
  return {
    rows: rows.map(({ inquiry, ...about }) => ({ ...inquiry, ...about })),
    total: counts?.total ?? 0,
    waiting: counts?.waiting ?? 0,
  }
}

/** What whoever asks may see at all. */
function reachOf(db: Db, { contestId, within }: InquiryFilter): SQL[] {
  const below = (ancestorId: string) =>
    db.select({ id: unionAncestors.unionId }).from(unionAncestors).where(eq(unionAncestors.ancestorId, ancestorId))
  return [
    eq(inquiries.contestId, contestId),
    isNull(contestants.withdrawnAt),
    ...(within === undefined ? [] : [inArray(contestants.unionId, below(within))]),
  ]
}

function conditions({ search = '', state, phones }: InquiryFilter): (SQL | undefined)[] {
  const words = fold(search)
    .split(' ')
    .filter((word) => word !== '')
  return [
    ...(state === undefined ? [] : [state === 'waiting' ? isNull(inquiries.answer) : isNotNull(inquiries.answer)]),
    ...words.map((word) => {
      const inQuestion = sql`strpos(${inquiries.searchText}, ${word}) > 0`
      // By who asked, word by word, as a contestant is searched for.
      return or(inQuestion, and(...matches(word, phones ?? 'any')))
    }),
  ]
}

/** Waiting: the oldest that waits first; then what was answered, the newest first. */
function orderOf({ sort, order }: InquiryFilter): SQL[] {
  const direction = (by: SQLWrapper): SQL => (order === 'asc' ? sql`${by} asc nulls first` : sql`${by} desc nulls last`)
  if (sort !== 'waiting') return [direction(sortColumn[sort]), direction(inquiries.id)]
  const age = sql`case when ${inquiries.answer} is null then ${inquiries.askedAt} else -${inquiries.answeredAt} end`
  return [direction(sql`${inquiries.answer} is not null`), direction(age), direction(inquiries.id)]
}
