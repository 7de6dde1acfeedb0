import { and, asc, count, desc, eq, exists, inArray, isNull, like, not, or, sql, type SQL } from 'drizzle-orm'
import { normalisePhone } from '@hoithi/shared/phone'
import { fold } from '../../domain/names.ts'
import type { ContestantFilter, ContestantRow } from '../../ports/contestants.ts'
import { first, type Db } from './open.ts'
import { accounts, attempts, contestants, rounds, unionAncestors, unions } from './schema.ts'

const sortColumn = { name: contestants.sortKey, registeredAt: contestants.id } satisfies Record<ContestantFilter['sort'], unknown>

/** Attempts of a person over all rounds; the index leads with the round, so the few rounds are asked one by one. */
const attemptCount = sql<number>`(select count(*) from ${rounds} join ${attempts}
  on ${attempts.roundId} = ${rounds.id} and ${attempts.contestantId} = ${contestants.id})`

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
export async function listContestants(db: Db, filter: ContestantFilter): Promise<{ rows: ContestantRow[]; total: number }> {
  const where = and(...conditions(db, filter))
  const direction = filter.order === 'asc' ? asc : desc
  const order = [direction(sortColumn[filter.sort]), direction(contestants.id)]
  const page = db
    .select({ id: contestants.id })
    .from(contestants)
    .where(where)
    .orderBy(...order)
    .limit(filter.pageSize)
    .offset((filter.page - 1) * filter.pageSize)
  const rows = await db
    .select(contestantColumns)
    .from(contestants)
    .innerJoin(accounts, eq(accounts.id, contestants.id))
    .innerJoin(unions, eq(unions.id, contestants.unionId))
    .where(inArray(contestants.id, page))
    .orderBy(...order)
  const all = await first(db.select({ total: count() }).from(contestants).where(where))
  return { rows, total: all?.total ?? 0 }
}

function conditions(db: Db, { within, kind, taken, search, phones }: ContestantFilter): (SQL | undefined)[] {
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

/** Every word, or a phone in any usual form; a whole phone is one row of an index. Words and what they are looked for in are folded alike, so case and wildcards play no part. */
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
