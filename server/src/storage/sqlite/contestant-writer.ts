import { fold, personSortKey } from '../../domain/names.ts'
import type { Account, Contestant } from '../../ports/accounts.ts'
import type { Sqlite } from './open.ts'

export type NewContestant = (account: Account & { unionId: string }, contestant: Contestant) => boolean

/**
 * Writes a new account and its contestant inside the caller's transaction; false when the phone is somebody's already.
 * Without the mapper between: a hundred thousand may register in one morning.
 */
export function contestantWriter({ client }: Pick<Sqlite, 'client'>): NewContestant {
  const account = client.prepare(
    `insert into accounts (id, login, role, full_name, password_hash, union_id, created_at)
     values (@id, @login, @role, @fullName, @passwordHash, @unionId, @createdAt) on conflict do nothing`,
  )
  const contestant = client.prepare(
    `insert into contestants (id, phone, birth_date, contestant_kind, union_id, consent_version, consent_at, sort_key, search_text)
     values (@id, @phone, @birthDate, @contestantKind, @unionId, @consentVersion, @consentAt, @sortKey, @searchText)`,
  )
  return (person, about) => {
    if (account.run(person).changes === 0) return false
    const sortKey = fold(personSortKey(person.fullName))
    contestant.run({ id: person.id, ...about, sortKey, searchText: `${fold(person.fullName)} ${about.phone}` })
    return true
  }
}
