import { and, asc, count, desc, eq, inArray, isNotNull, isNull, or, sql, type SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import { fold } from '../../domain/names.ts'
import type { Inquiries, InquiryFilter } from '../../ports/inquiries.ts'
import { matches } from './contestant-list.ts'
import type { Sqlite } from './open.ts'
import { accounts, contestants, inquiries, unionAncestors, unions } from './schema.ts'

const sortColumn = {
  askedAt: inquiries.askedAt,
  answeredAt: inquiries.answeredAt,
  name: contestants.sortKey,
  union: unions.name,
} satisfies Record<Exclude<InquiryFilter['sort'], 'waiting'>, unknown>

/** The desk's inbox: filtered, sorted and paged by the database. */
export function listInquiries({ db }: Pick<Sqlite, 'db'>, filter: InquiryFilter): Awaited<ReturnType<Inquiries['list']>> {
  const readable = reachOf(db, filter)
  const where = and(...readable, ...conditions(filter))
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
  const rows = joined({
    inquiry: inquiries,
    contestantName: accounts.fullName,
    phone: contestants.phone,
    unionName: unions.name,
    unionPath: unions.path,
    answeredByLogin: answerer.login,
    wantedUnionName: wanted.name,
  })
    .where(where)
    .orderBy(...orderOf(filter))
    .limit(filter.pageSize)
    .offset((filter.page - 1) * filter.pageSize)
    .all()
  const counted = (condition: SQL | undefined): number => joined({ total: count() }).where(condition).get()?.total ?? 0
  return {
    rows: rows.map(({ inquiry, ...about }) => ({ ...inquiry, ...about })),
    total: counted(where),
    waiting: counted(and(...readable, isNull(inquiries.answer))),
  }
}

/** What whoever asks may see at all. */
function reachOf(db: Sqlite['db'], { contestId, within }: InquiryFilter): SQL[] {
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
      const inQuestion = sql`instr(${inquiries.searchText}, ${word}) > 0`
      // By who asked, word by word, as a contestant is searched for.
      return or(inQuestion, and(...matches(word, phones ?? 'any')))
    }),
  ]
}

/** Waiting: the oldest that waits first; then what was answered, the newest first. */
function orderOf({ sort, order }: InquiryFilter): SQL[] {
  const direction = order === 'asc' ? asc : desc
  if (sort !== 'waiting') return [direction(sortColumn[sort]), direction(inquiries.id)]
  const age = sql`case when ${inquiries.answer} is null then ${inquiries.askedAt} else -${inquiries.answeredAt} end`
  return [direction(sql`${inquiries.answer} is not null`), direction(age), direction(inquiries.id)]
}
