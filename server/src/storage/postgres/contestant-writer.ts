import { sql } from 'drizzle-orm'
import { fold, personSortKey } from '../../domain/names.ts'
import type { Account, Contestant } from '../../ports/accounts.ts'
import { rowsOf, type Db } from './open.ts'
import type { contestants } from './schema.ts'

export type NewContestant = (account: Account & { unionId: string }, contestant: Contestant) => Promise<boolean>

/**
 * Writes a new account and its contestant inside the caller's transaction; false when the phone is somebody's already, or will be once another
 * registration that runs beside it is committed. Both in one statement: a hundred thousand may register in one morning.
 */
export function contestantWriter(db: Db): NewContestant {
  return async ({ id, login, role, fullName, passwordHash, unionId, createdAt }, about) => {
    const row = contestantRow({ id, fullName }, about)
    const made = await rowsOf(
      db,
      sql`with made as (
        insert into accounts (id, login, role, full_name, password_hash, union_id, created_at)
        values (${id}, ${login}, ${role}, ${fullName}, ${passwordHash}, ${unionId}, ${createdAt})
        on conflict do nothing returning id
      )
      insert into contestants (id, phone, birth_date, contestant_kind, union_id, consent_version, consent_at, sort_key, search_text)
      select id, ${row.phone}, ${row.birthDate}, ${row.contestantKind}, ${row.unionId}, ${row.consentVersion}, ${row.consentAt}::bigint,
        ${row.sortKey}, ${row.searchText}
      from made returning id`,
    )
    return made.length === 1
  }
}

/** A contestant as they are kept: with what sorts and finds them. */
export function contestantRow({ id, fullName }: Pick<Account, 'id' | 'fullName'>, about: Contestant): typeof contestants.$inferInsert {
  return { id, ...about, sortKey: fold(personSortKey(fullName)), searchText: `${fold(fullName)} ${about.phone}` }
}
