import { and, count, eq, sql } from 'drizzle-orm'
import type { Entrant } from '../../domain/eligibility.ts'
import type { Sqlite } from './open.ts'
import { prepared } from './prepared.ts'
import { rosterReader } from './roster-reader.ts'
import { attempts, consents, type contestants, contestEntries, rounds, unionAncestors, unions } from './schema.ts'
import { unlessChanged } from './table-watch.ts'

type Person = Pick<typeof contestants.$inferSelect, 'contestantKind' | 'phone' | 'unionId' | 'consentVersion'>

/** Reads what decides whether a contestant may take part in a contest; for reads and inside the transaction of a start alike. */
export function entrantReader({ db }: Pick<Sqlite, 'db'>): (contestId: string, contestantId: string) => (Entrant & { unionId: string }) | null {
  const personOf = db.$client.prepare<[contestantId: string], Person>(
    `select contestant_kind as contestantKind, phone, union_id as unionId, consent_version as consentVersion from contestants where id = ?`,
  )
  const above = prepared(
    db
      .select({ id: unionAncestors.ancestorId })
      .from(unionAncestors)
      .where(eq(unionAncestors.unionId, sql.placeholder('unionId'))),
  )
  // Whom a union's name let in, it lets in under the name that it was merged into.
  const mergedAway = prepared(
    db
      .select({ id: unions.id })
      .from(unions)
      .innerJoin(unionAncestors, eq(unionAncestors.ancestorId, unions.mergedInto))
      .where(eq(unionAncestors.unionId, sql.placeholder('unionId'))),
  )
  const entry = prepared(
    db
      .select({ enteredAt: contestEntries.enteredAt })
      .from(contestEntries)
      .where(and(eq(contestEntries.contestId, sql.placeholder('contestId')), eq(contestEntries.contestantId, sql.placeholder('contestantId')))),
  )
  const begun = prepared(
    db
      .select({ total: count() })
      .from(attempts)
      .innerJoin(rounds, eq(rounds.id, attempts.roundId))
      .where(
        and(
          eq(rounds.contestId, sql.placeholder('contestId')),
          eq(rounds.practice, false),
          eq(attempts.contestantId, sql.placeholder('contestantId')),
        ),
      ),
  )

  const versionNow = db.$client.prepare<[contestId: string], string>(`select json_extract(consent, '$.version') from contests where id = ?`).pluck()
  const shown = unlessChanged(db.$client, ['rounds', 'contests'], (contestId) => versionNow.get(contestId))
  const given = prepared(
    db
      .select({ at: consents.at })
      .from(consents)
      .where(
        and(
          eq(consents.contestantId, sql.placeholder('contestantId')),
          eq(consents.contestId, sql.placeholder('contestId')),
          eq(consents.version, sql.placeholder('version')),
        ),
      ),
  )
  const listedOn = rosterReader({ db })

  return (contestId, contestantId) => {
    const person = personOf.get(contestantId)
    if (person === undefined) return null
    const { consentVersion, ...found } = person
    // Read when asked for: most contests have none of these barriers, and a start should not pay for them.
    return {
      ...found,
      get unions() {
        return [...above.all({ unionId: found.unionId }), ...mergedAway.all({ unionId: found.unionId })].map(({ id }) => id)
      },
      get listed() {
        return listedOn(contestId, contestantId)
      },
      get entered() {
        return entry.get({ contestId, contestantId }) !== undefined
      },
      get agreed() {
        const version = shown(contestId) ?? consentVersion
        return version === consentVersion || given.get({ contestId, contestantId, version }) !== undefined
      },
      get attempts() {
        return begun.get({ contestId, contestantId })?.total ?? 0
      },
    }
  }
}
