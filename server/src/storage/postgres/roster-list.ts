import { and, count, eq, inArray, isNotNull, isNull, like, or, sql, type SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { normalisePhone } from '@hoithi/shared/phone'
import { fold } from '../../domain/names.ts'
import type { RosterFilter, RosterRow, RosterTotals } from '../../ports/rosters.ts'
import { first, type Db } from './open.ts'
import { accounts, contestants, rosterEntries, unionAncestors, unions } from './schema.ts'

const sortColumn = { name: rosterEntries.sortKey, code: rosterEntries.code } satisfies Record<RosterFilter['sort'], unknown>

/** Whoever registered with the phone of an entry, to be left-joined beside it. */
export const phoneOwner = alias(contestants, 'phone_owner')
export const ownsPhone = eq(phoneOwner.phone, rosterEntries.phone)
/** The account of an entry: the one that claimed it, or else whoever registered with its phone. */
export const rosterAccountId = sql<string | null>`coalesce(${rosterEntries.accountId}, ${phoneOwner.id})`

export async function listRoster(db: Db, filter: RosterFilter): Promise<{ rows: RosterRow[]; total: number }> {
  const where = and(...conditions(db, filter))
  // Whoever has no code comes first upwards, and last downwards.
  const direction = sql.raw(filter.order === 'asc' ? 'asc nulls first' : 'desc nulls last')
  const rows = await db
    .select({ entry: rosterEntries, unionName: unions.name, account: { id: accounts.id, fullName: accounts.fullName } })
    .from(rosterEntries)
    .innerJoin(unions, eq(unions.id, rosterEntries.unionId))
    .leftJoin(phoneOwner, ownsPhone)
    .leftJoin(accounts, eq(accounts.id, rosterAccountId))
    .where(where)
    .orderBy(sql`${sortColumn[filter.sort]} ${direction}`, sql`${rosterEntries.id} ${direction}`)
    .limit(filter.pageSize)
    .offset((filter.page - 1) * filter.pageSize)
  const all = await first(db.select({ total: count() }).from(rosterEntries).leftJoin(phoneOwner, ownsPhone).where(where))
  return {
    rows: rows.map(({ entry, unionName, account }) => {
      const { contestId: _, unionId: _union, accountId: claimed, searchText: _search, sortKey: _sort, ...face } = entry
      return { ...face, unionName, contestant: account === null ? null : { ...account, by: claimed === null ? 'phone' : 'code' } }
    }),
    total: all?.total ?? 0,
  }
}

export async function rosterTotals(db: Db, contestId: string, within?: string): Promise<RosterTotals> {
  const totals = await first(
    db
      .select({ people: count(), registered: sql<number>`count(${rosterAccountId})` })
      .from(rosterEntries)
      .leftJoin(phoneOwner, ownsPhone)
      .where(and(eq(rosterEntries.contestId, contestId), inside(db, within))),
  )
  return totals ?? { people: 0, registered: 0 }
}

const inside = (db: Db, within: string | undefined): SQL | undefined =>
  within === undefined
    ? undefined
    : inArray(rosterEntries.unionId, db.select({ id: unionAncestors.unionId }).from(unionAncestors).where(eq(unionAncestors.ancestorId, within)))

function conditions(db: Db, { contestId, within, search = '', phones, registered }: RosterFilter): (SQL | undefined)[] {
  const phone = normalisePhone(search)
  const words =
    phone === null
      ? fold(search)
          .split(' ')
          .filter((word) => word !== '')
      : []
  return [
    eq(rosterEntries.contestId, contestId),
    inside(db, within),
    registered === undefined ? undefined : registered ? isNotNull(rosterAccountId) : isNull(rosterAccountId),
    phone === null ? undefined : eq(rosterEntries.phone, phone),
    ...words.map((word) => (phones === 'any' ? like(rosterEntries.searchText, `%${word}%`) : maskedMatch(word))),
  ]
}

/** By name, by a whole code, or by the last three digits of a phone: what is masked cannot be guessed digit by digit. */
function maskedMatch(word: string): SQL | undefined {
  const plain = or(like(rosterEntries.sortKey, `%${word}%`), eq(sql`lower(${rosterEntries.code})`, word))
  return /^\d{3}$/.test(word) ? or(plain, like(rosterEntries.phone, `%${word}`)) : plain
}
