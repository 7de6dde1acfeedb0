import { and, eq } from 'drizzle-orm'
import { accept, refuse } from '../../domain/decision.ts'
import { rosterNews, type RosterEntry } from '../../domain/roster.ts'
import type { Rosters } from '../../ports/rosters.ts'
import { appendAudit } from './audit.ts'
import type { Sqlite } from './open.ts'
import { listRoster, rosterAccountId, rosterTotals } from './roster-list.ts'
import { rosterReader } from './roster-reader.ts'
import { rosterWriter } from './roster-writer.ts'
import { contestants, rosterEntries, unions } from './schema.ts'

const columns = {
  id: rosterEntries.id,
  code: rosterEntries.code,
  phone: rosterEntries.phone,
  fullName: rosterEntries.fullName,
  birthDate: rosterEntries.birthDate,
  contestantKind: rosterEntries.contestantKind,
  unionCode: unions.code,
}

export function sqliteRosters(sqlite: Sqlite): Rosters {
  const { db, queue } = sqlite
  const isListed = rosterReader(sqlite)
  const entries = (contestId: string): RosterEntry[] =>
    db
      .select(columns)
      .from(rosterEntries)
      .innerJoin(unions, eq(unions.id, rosterEntries.unionId))
      .where(eq(rosterEntries.contestId, contestId))
      .orderBy(rosterEntries.id)
      .all()
  const ofEntry = (contestId: string, entryId: string) => and(eq(rosterEntries.contestId, contestId), eq(rosterEntries.id, entryId))
  const write = rosterWriter(sqlite)

  return {
    entries: async (contestId) => entries(contestId),
    load: (contestId, nextId, decide) =>
      queue.write(() => {
        const before = entries(contestId)
        const decision = decide(before)
        if (!decision.ok) return decision
        const { changes, audit } = decision.value
        const counts = { added: 0, changed: 0, unchanged: 0 }
        if (!write(contestId, changes, nextId)) return refuse('unknown-union')
        for (const { change } of changes) counts[change] += 1
        appendAudit(sqlite, { ...audit, details: { ...counts, changes: rosterNews(before, changes) } })
        return accept(counts)
      }),
    list: async (filter) => listRoster(db, filter),
    totals: async (contestId, within) => rosterTotals(db, contestId, within),
    find: async (contestId, entryId) =>
      db
        .select({ ...columns, unionId: rosterEntries.unionId })
        .from(rosterEntries)
        .innerJoin(unions, eq(unions.id, rosterEntries.unionId))
        .where(ofEntry(contestId, entryId))
        .get() ?? null,
    remove: (contestId, entryId, audit) =>
      queue.write(() => {
        const gone = db.delete(rosterEntries).where(ofEntry(contestId, entryId)).returning({ id: rosterEntries.id }).all()
        if (gone.length === 0) return refuse('not-found')
        appendAudit(sqlite, audit)
        return accept(null)
      }),
    isListed: async (contestId, contestantId) => isListed(contestId, contestantId),
    claim: ({ contestId, contestantId, code }, decide) =>
      queue.write(() => {
        const person = db
          .select({ id: contestants.id, birthDate: contestants.birthDate })
          .from(contestants)
          .where(eq(contestants.id, contestantId))
          .get()
        if (person === undefined) return refuse('not-found')
        if (isListed(contestId, contestantId)) return accept(null)
        const entry = db
          .select({ id: rosterEntries.id, birthDate: rosterEntries.birthDate, accountId: rosterAccountId })
          .from(rosterEntries)
          .where(and(eq(rosterEntries.contestId, contestId), eq(rosterEntries.code, code)))
          .get()
        const decision = decide(entry ?? null, person)
        if (!decision.ok || entry === undefined) return decision.ok ? refuse('roster-mismatch') : decision
        db.update(rosterEntries).set(decision.value).where(eq(rosterEntries.id, entry.id)).run()
        return accept(null)
      }),
  }
}
