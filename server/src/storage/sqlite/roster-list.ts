import { and, asc, count, desc, eq, inArray, isNotNull, isNull, like, or, sql, type SQL } from 'drizzle-orm'
import { fold } from '../../domain/names.ts'
import { normalisePhone } from '@hoithi/shared/phone'
import type { RosterFilter, RosterRow, RosterTotals } from '../../ports/rosters.ts'
import type { Sqlite } from './open.ts'
import { accounts, rosterEntries, unionAncestors, unions } from './schema.ts'

const sortColumn = { name: rosterEntries.sortKey, code: rosterEntries.code } satisfies Record<RosterFilter['sort'], unknown>

/** The account of an entry: the one that claimed it, or else whoever registered with its phone. */
export const rosterAccountId = sql<
  string | null
>`coalesce(roster_entries.account_id, (select person.id from contestants as person where person.phone = roster_entries.phone))`

export function listRoster(db: Sqlite['db'], filter: RosterFilter): { rows: RosterRow[]; total: number } {
  const where = and(...conditions(db, filter))
  const direction = filter.order === 'asc' ? asc : desc
  const rows = db
    .select({ entry: rosterEntries, unionName: unions.name, account: { id: accounts.id, fullName: accounts.fullName } })
    .from(rosterEntries)
    .innerJoin(unions, eq(unions.id, rosterEntries.unionId))
    .leftJoin(accounts, eq(accounts.id, rosterAccountId))
    .where(where)
    .orderBy(direction(sortColumn[filter.sort]), direction(rosterEntries.id))
    .limit(filter.pageSize)
    .offset((filter.page - 1) * filter.pageSize)
    .all()
  return {
    rows: rows.map(({ entry, unionName, account }) => {
      const { contestId: _, unionId: _union, accountId: claimed, searchText: _search, sortKey: _sort, ...face } = entry
      return { ...face, unionName, contestant: account === null ? null : { ...account, by: claimed === null ? 'phone' : 'code' } }
    }),
    total: db.select({ total: count() }).from(rosterEntries).where(where).get()?.total ?? 0,
  }
}

export function rosterTotals(db: Sqlite['db'], contestId: string, within?: string): RosterTotals {
  return (
    db
      .select({ people: count(), registered: sql<number>`count(${rosterAccountId})` })
      .from(rosterEntries)
      .where(and(eq(rosterEntries.contestId, contestId), inside(db, within)))
      .get() ?? { people: 0, registered: 0 }
  )
}

const inside = (db: Sqlite['db'], within: string | undefined): SQL | undefined =>
  within === undefined
    ? undefined
    : inArray(rosterEntries.unionId, db.select({ id: unionAncestors.unionId }).from(unionAncestors).where(eq(unionAncestors.ancestorId, within)))

function conditions(db: Sqlite['db'], { contestId, within, search = '', phones, registered }: RosterFilter): (SQL | undefined)[] {
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
