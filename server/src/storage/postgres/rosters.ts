import { and, eq } from 'drizzle-orm'
import { accept, refuse } from '../../domain/decision.ts'
import { rosterNews, type RosterEntry } from '../../domain/roster.ts'
import type { Rosters } from '../../ports/rosters.ts'
import { appendAudit } from './audit.ts'
import { first, type Db, type Postgres } from './open.ts'
import { listRoster, ownsPhone, phoneOwner, rosterAccountId, rosterTotals } from './roster-list.ts'
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

const entries = (db: Db, contestId: string): Promise<RosterEntry[]> =>
  db
    .select(columns)
    .from(rosterEntries)
    .innerJoin(unions, eq(unions.id, rosterEntries.unionId))
    .where(eq(rosterEntries.contestId, contestId))
    .orderBy(rosterEntries.id)

const ofEntry = (contestId: string, entryId: string) => and(eq(rosterEntries.contestId, contestId), eq(rosterEntries.id, entryId))

export function postgresRosters({ db, read, write, answer }: Postgres): Rosters {
  return {
    entries: (contestId) => entries(db, contestId),
    load: (contestId, nextId, decide) =>
      write(async (tx) => {
        const before = await entries(tx, contestId)
        const decision = decide(before)
        if (!decision.ok) return decision
        const { changes, audit } = decision.value
        const counts = { added: 0, changed: 0, unchanged: 0 }
        if (!(await rosterWriter(tx)(contestId, changes, nextId))) return refuse('unknown-union')
        for (const { change } of changes) counts[change] += 1
        await appendAudit(tx, { ...audit, details: { ...counts, changes: rosterNews(before, changes) } })
        return accept(counts)
      }),
    list: (filter) => read((tx) => listRoster(tx, filter)),
    totals: (contestId, within) => rosterTotals(db, contestId, within),
    find: async (contestId, entryId) =>
      (await first(
        db
          .select({ ...columns, unionId: rosterEntries.unionId })
          .from(rosterEntries)
          .innerJoin(unions, eq(unions.id, rosterEntries.unionId))
          .where(ofEntry(contestId, entryId)),
      )) ?? null,
    remove: (contestId, entryId, audit) =>
      write(async (tx) => {
        const gone = await tx.delete(rosterEntries).where(ofEntry(contestId, entryId)).returning({ id: rosterEntries.id })
        if (gone.length === 0) return refuse('not-found')
        await appendAudit(tx, audit)
        return accept(null)
      }),
    isListed: rosterReader(db),
    // In an opening hour everybody who is listed by code claims theirs: one at a time of one person, and of one entry.
    claim: ({ contestId, contestantId, code }, decide) =>
      answer(async (tx) => {
        const person = await first(
          tx
            .select({ id: contestants.id, birthDate: contestants.birthDate })
            .from(contestants)
            .where(eq(contestants.id, contestantId))
            .for('no key update'),
        )
        if (person === undefined) return refuse('not-found')
        if (await rosterReader(tx)(contestId, contestantId)) return accept(null)
        const entry = await first(
          tx
            .select({ id: rosterEntries.id, birthDate: rosterEntries.birthDate, accountId: rosterAccountId })
            .from(rosterEntries)
            .leftJoin(phoneOwner, ownsPhone)
            .where(and(eq(rosterEntries.contestId, contestId), eq(rosterEntries.code, code)))
            .for('update', { of: rosterEntries }),
        )
        const decision = decide(entry ?? null, person)
        if (!decision.ok || entry === undefined) return decision.ok ? refuse('roster-mismatch') : decision
        await tx.update(rosterEntries).set(decision.value).where(eq(rosterEntries.id, entry.id))
        return accept(null)
      }),
  }
}
