import { and, eq, sql } from 'drizzle-orm'
import { fold, personSortKey } from '../../domain/names.ts'
import type { RosterChange } from '../../domain/roster.ts'
import type { Sqlite } from './open.ts'
import { assignments, placeholders } from './placeholders.ts'
import { prepared } from './prepared.ts'
import { rosterEntries, unions } from './schema.ts'

const fields = ['code', 'phone', 'fullName', 'birthDate', 'contestantKind', 'unionId', 'sortKey', 'searchText'] as const

/** Writes changes of rosters, one prepared statement a row: a province's list is tens of thousands. Runs inside the caller's transaction. */
export function rosterWriter({ db }: Pick<Sqlite, 'db'>) {
  const insert = prepared(db.insert(rosterEntries).values(placeholders('id', 'contestId', ...fields)))
  const update = prepared(
    db
      .update(rosterEntries)
      .set(assignments(...fields))
      .where(and(eq(rosterEntries.contestId, sql.placeholder('contestId')), eq(rosterEntries.id, sql.placeholder('id')))),
  )

  /** False, and nothing written, when a change names a union that does not exist. */
  return (contestId: string, changes: readonly RosterChange[], nextId: () => string): boolean => {
    const all = db.select({ code: unions.code, id: unions.id }).from(unions).all()
    const unionIds = new Map(all.map(({ code, id }) => [code, id]))
    if (changes.some(({ unionCode }) => !unionIds.has(unionCode))) return false
    for (const { id, change, unionCode, ...face } of changes) {
      if (change === 'unchanged') continue
      const row = { ...face, ...searched(face), contestId, unionId: unionIds.get(unionCode), id: id ?? nextId() }
      if (change === 'added') insert.run(row)
      else update.run(row)
    }
    return true
  }
}

const searched = ({ fullName, code, phone }: Pick<RosterChange, 'fullName' | 'code' | 'phone'>) => ({
  sortKey: fold(personSortKey(fullName)),
  searchText: `${fold(fullName)} ${fold(code ?? '')} ${phone ?? ''}`,
})
