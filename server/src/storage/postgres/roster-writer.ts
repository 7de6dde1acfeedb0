import { sql } from 'drizzle-orm'
import { fold, personSortKey } from '../../domain/names.ts'
import type { RosterChange } from '../../domain/roster.ts'
import { given, insertMany } from './many-rows.ts'
import type { Db } from './open.ts'
import { rosterEntries, unions } from './schema.ts'

type Row = typeof rosterEntries.$inferSelect

/** Writes changes of rosters inside the caller's transaction, few statements whatever their number: a province's list is tens of thousands. */
export function rosterWriter(db: Db) {
  /** False, and nothing written, when a change names a union that does not exist. */
  return async (contestId: string, changes: readonly RosterChange[], nextId: () => string): Promise<boolean> => {
    const all = await db.select({ code: unions.code, id: unions.id }).from(unions)
    const unionIds = new Map(all.map(({ code, id }) => [code, id]))
    const [added, changed]: [Row[], Row[]] = [[], []]
    for (const { id, change, unionCode, ...face } of changes) {
      const unionId = unionIds.get(unionCode)
      if (unionId === undefined) return false
      if (change === 'unchanged') continue
      const row = { ...face, ...searched(face), contestId, unionId, accountId: null, id: id ?? nextId() }
      if (change === 'added') added.push(row)
      else changed.push(row)
    }
    await updateMany(db, contestId, changed)
    await insertMany(db, rosterEntries, added)
    return true
  }
}

/** Who has claimed an entry stays as it is. */
async function updateMany(db: Db, contestId: string, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return
  await db.execute(sql`update roster_entries set code = given.code, phone = given.phone, full_name = given.full_name, birth_date = given.birth_date,
      contestant_kind = given.contestant_kind, union_id = given.union_id, sort_key = given.sort_key, search_text = given.search_text
    from ${given(rosterEntries, rows)} where roster_entries.contest_id = ${contestId} and roster_entries.id = given.id`)
}

const searched = ({ fullName, code, phone }: Pick<RosterChange, 'fullName' | 'code' | 'phone'>) => ({
  sortKey: fold(personSortKey(fullName)),
  searchText: `${fold(fullName)} ${fold(code ?? '')} ${phone ?? ''}`,
})
