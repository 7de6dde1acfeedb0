import { and, asc, count, desc, eq, exists, inArray, isNull, like, not, or, sql, type SQL } from 'drizzle-orm'
import { fold } from '../../domain/names.ts'
import { normalisePhone } from '@hoithi/shared/phone'
import type { ContestantFilter, ContestantRow } from '../../ports/contestants.ts'
import type { Sqlite } from './open.ts'
import { accounts, attempts, contestants, rounds, unionAncestors, unions } from './schema.ts'

const sortColumn = { name: contestants.sortKey, registeredAt: contestants.id } satisfies Record<ContestantFilter['sort'], unknown>

/** Attempts of a person over all rounds; the index leads with the round, so the few rounds are asked one by one. */
const attemptCount = sql<number>`(select count(*) from ${rounds} cross join ${attempts}
  where ${attempts.roundId} = ${rounds.id} and ${attempts.contestantId} = ${contestants.id})`

export const contestantColumns = {
  id: contestants.id,
  fullName: accounts.fullName,
  phone: contestants.phone,
  birthDate: contestants.birthDate,
  contestantKind: contestants.contestantKind,
  unionId: contestants.unionId,
  unionName: unions.name,
  registeredAt: accounts.createdAt,
  attempts: attemptCount,
}

/** The desk's table of contestants: one page is picked from `contestants` alone, and only its rows are joined. */
export function listContestants(db: Sqlite['db'], filter: ContestantFilter): { rows: ContestantRow[]; total: number } {
  const where = and(...conditions(db, filter))
  const direction = filter.order === 'asc' ? asc : desc
  const ids = db
    .select({ id: contestants.id })
    .from(contestants)
    .where(where)
    .orderBy(direction(sortColumn[filter.sort]), direction(contestants.id))
    .limit(filter.pageSize)
    .offset((filter.page - 1) * filter.pageSize)
    .all()
    .map(({ id }) => id)
  const rows = db
    .select(contestantColumns)
    .from(contestants)
    .innerJoin(accounts, eq(accounts.id, contestants.id))
    .innerJoin(unions, eq(unions.id, contestants.unionId))
    .where(inArray(contestants.id, ids))
    .all()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return {
    rows: ids.flatMap((id) => byId.get(id) ?? []),
    total: db.select({ total: count() }).from(contestants).where(where).get()?.total ?? 0,
  }
}

function conditions(db: Sqlite['db'], { within, kind, taken, search, phones }: ContestantFilter): (SQL | undefined)[] {
  const below = (ancestorId: string) =>
    db.select({ id: unionAncestors.unionId }).from(unionAncestors).where(eq(unionAncestors.ancestorId, ancestorId))
  const took = (roundId: string) =>
    exists(
      db
        .select({ id: attempts.id })
        .from(attempts)
        .where(and(eq(attempts.roundId, roundId), eq(attempts.contestantId, contestants.id))),
    )
  const takenWhere = taken === undefined ? undefined : taken.yes ? took(taken.roundId) : not(took(taken.roundId))
  return [
    // Who has left is no longer anybody's to list.
    isNull(contestants.withdrawnAt),
    within === undefined ? undefined : inArray(contestants.unionId, below(within)),
    kind === undefined ? undefined : eq(contestants.contestantKind, kind),
    takenWhere,
    // An account that was joined to another has its attempts there: it is nobody who has not taken the round.
    taken === undefined ? undefined : isNull(contestants.joinedTo),
    ...matches(search ?? '', phones),
  ]
}

/** Every word, or a phone in any usual form; a whole phone is one row of an index. */
export function matches(search: string, phones: ContestantFilter['phones']): (SQL | undefined)[] {
  const phone = normalisePhone(search)
  if (phone !== null) return [eq(contestants.phone, phone)]
  const words = fold(search)
    .split(' ')
    .filter((word) => word !== '')
  return words.map((word) => (phones === 'any' ? like(contestants.searchText, `%${word}%`) : maskedMatch(word)))
}

/** By name, or by the last three digits of a phone: what is masked cannot be guessed digit by digit. */
function maskedMatch(word: string): SQL | undefined {
  const byName = like(contestants.sortKey, `%${word}%`)
  return /^\d{3}$/.test(word) ? or(byName, like(contestants.phone, `%${word}`)) : byName
}
