import { and, desc, eq } from 'drizzle-orm'
import type { AwardDecision, AwardPlacement } from '../../domain/award-decision.ts'
import { accept, type Decision } from '../../domain/decision.ts'
import type { Awards, Publication } from '../../ports/awards.ts'
import { insertAnnouncement } from './announcements.ts'
import { appendAudit } from './audit.ts'
import { sqliteAwardReads } from './award-reads.ts'
import { basisOf, inScope, placementsIn, toDecision, toRow } from './award-rows.ts'
import type { Sqlite } from './open.ts'
import { awardDecisions, awardPlacements, awards } from './schema.ts'

const ROWS_AT_ONCE = 200

export function sqliteAwards(sqlite: Sqlite): Awards {
  const { db, queue } = sqlite
  const find = (id: string): AwardDecision | null =>
    db.select().from(awardDecisions).where(eq(awardDecisions.id, id)).all().map(toDecision)[0] ?? null
  return {
    ...sqliteAwardReads(sqlite),
    draft: (scope, decide) =>
      queue.write(() => {
        const known = db.select().from(awardDecisions).where(inScope(scope)).orderBy(desc(awardDecisions.number)).all().map(toDecision)
        const decided = decide(known, basisOf(sqlite, scope))
        if (!decided.ok) return decided
        const { decision, placementsOf, audit } = decided.value
        db.insert(awardDecisions).values(toRow(decision)).run()
        if (placementsOf !== null) writePlacements(sqlite, decision.id, placementsIn(sqlite, placementsOf))
        appendAudit(sqlite, audit)
        return accept(decision)
      }),
    change: (id, decide) =>
      queue.write(() => {
        const found = find(id)
        const decided = decide(found, placementsIn(sqlite, id))
        if (!decided.ok || found === null) return decided as Decision<never>
        const { papers, placements, audit } = decided.value
        const edition = found.edition + 1
        db.update(awardDecisions)
          .set({ edition, ...(papers === undefined ? {} : { papers }) })
          .where(eq(awardDecisions.id, id))
          .run()
        if (placements !== undefined) writePlacements(sqlite, id, placements)
        appendAudit(sqlite, audit)
        return accept({ edition })
      }),
    publish: (id, decide) =>
      queue.write(() => {
        const found = find(id)
        const decided = decide(found, found === null ? null : basisOf(sqlite, found))
        if (!decided.ok || found === null) return decided as Decision<never>
        return accept(publishNow(sqlite, found, decided.value))
      }),
    discard: (id, decide) =>
      queue.write(() => {
        const decided = decide(find(id))
        if (!decided.ok) return decided
        db.delete(awardPlacements).where(eq(awardPlacements.decisionId, id)).run()
        db.delete(awardDecisions).where(eq(awardDecisions.id, id)).run()
        appendAudit(sqlite, decided.value)
        return accept(null)
      }),
  }
}

function publishNow(sqlite: Sqlite, decision: AwardDecision, publication: Publication): { people: number } {
  const { db } = sqlite
  const { at, actorId, reason, basis, lines, facts, announcement, audit } = publication
  db.update(awardDecisions)
    .set({ state: 'superseded' })
    .where(and(inScope(decision), eq(awardDecisions.state, 'published')))
    .run()
  db.update(awardDecisions)
    .set({ state: 'published', basis, facts, publishedAt: at, publishedBy: actorId, reason })
    .where(eq(awardDecisions.id, decision.id))
    .run()
  const rows = lines.map(({ group, by, ...line }, index) => ({
    ...line,
    decisionId: decision.id,
    position: index + 1,
    prizeGroup: group,
    awardedBy: by,
  }))
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
    db.insert(awards)
      .values(rows.slice(from, from + ROWS_AT_ONCE))
      .run()
  const people = insertAnnouncement(sqlite, announcement)
  appendAudit(sqlite, audit)
  return { people }
}

function writePlacements({ db }: Pick<Sqlite, 'db'>, decisionId: string, placements: readonly AwardPlacement[]): void {
  db.delete(awardPlacements).where(eq(awardPlacements.decisionId, decisionId)).run()
  for (const { group, divisionId, ...rest } of placements)
    db.insert(awardPlacements)
      .values({ ...rest, decisionId, prizeGroup: group, divisionId: divisionId ?? '' })
      .run()
}
