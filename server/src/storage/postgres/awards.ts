import { and, desc, eq } from 'drizzle-orm'
import type { AwardDecision, AwardPlacement } from '../../domain/award-decision.ts'
import { accept, type Decision } from '../../domain/decision.ts'
import type { Awards, Publication } from '../../ports/awards.ts'
import { insertAnnouncement } from './announcements.ts'
import { appendAudit } from './audit.ts'
import { postgresAwardReads } from './award-reads.ts'
import { basisOf, inScope, placementsIn, toDecision, toRow } from './award-rows.ts'
import type { Db, Postgres } from './open.ts'
import { awardDecisions, awardPlacements, awards } from './schema.ts'

const ROWS_AT_ONCE = 1_000

export function postgresAwards(postgres: Postgres): Awards {
  const { write } = postgres
  const find = async (tx: Db, id: string): Promise<AwardDecision | null> =>
    (await tx.select().from(awardDecisions).where(eq(awardDecisions.id, id))).map(toDecision)[0] ?? null
  return {
    ...postgresAwardReads(postgres),
    draft: (scope, decide) =>
      write(async (tx) => {
        const known = (await tx.select().from(awardDecisions).where(inScope(scope)).orderBy(desc(awardDecisions.number))).map(toDecision)
        const decided = decide(known, await basisOf(tx, scope))
        if (!decided.ok) return decided
        const { decision, placementsOf, audit } = decided.value
        await tx.insert(awardDecisions).values(toRow(decision))
        if (placementsOf !== null) await writePlacements(tx, decision.id, await placementsIn(tx, placementsOf))
        await appendAudit(tx, audit)
        return accept(decision)
      }),
    change: (id, decide) =>
      write(async (tx) => {
        const found = await find(tx, id)
        const decided = decide(found, await placementsIn(tx, id))
        if (!decided.ok || found === null) return decided as Decision<never>
        const { papers, placements, audit } = decided.value
        const edition = found.edition + 1
        await tx
          .update(awardDecisions)
          .set({ edition, ...(papers === undefined ? {} : { papers }) })
          .where(eq(awardDecisions.id, id))
        if (placements !== undefined) await writePlacements(tx, id, placements)
        await appendAudit(tx, audit)
        return accept({ edition })
      }),
    publish: (id, decide) =>
      write(async (tx) => {
        const found = await find(tx, id)
        const decided = decide(found, found === null ? null : await basisOf(tx, found))
        if (!decided.ok || found === null) return decided as Decision<never>
        return accept(await publishNow(tx, found, decided.value))
      }),
    discard: (id, decide) =>
      write(async (tx) => {
        const decided = decide(await find(tx, id))
        if (!decided.ok) return decided
        await tx.delete(awardPlacements).where(eq(awardPlacements.decisionId, id))
        await tx.delete(awardDecisions).where(eq(awardDecisions.id, id))
        await appendAudit(tx, decided.value)
        return accept(null)
      }),
  }
}

async function publishNow(tx: Db, decision: AwardDecision, publication: Publication): Promise<{ people: number }> {
  const { at, actorId, reason, basis, lines, facts, announcement, audit } = publication
  await tx
    .update(awardDecisions)
    .set({ state: 'superseded' })
    .where(and(inScope(decision), eq(awardDecisions.state, 'published')))
  await tx
    .update(awardDecisions)
    .set({ state: 'published', basis, facts, publishedAt: at, publishedBy: actorId, reason })
    .where(eq(awardDecisions.id, decision.id))
  const rows = lines.map(({ group, by, ...line }, index) => ({
    ...line,
    decisionId: decision.id,
    position: index + 1,
    prizeGroup: group,
    awardedBy: by,
  }))
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) await tx.insert(awards).values(rows.slice(from, from + ROWS_AT_ONCE))
  const people = await insertAnnouncement(tx, announcement)
  await appendAudit(tx, audit)
  return { people }
}

async function writePlacements(tx: Db, decisionId: string, placements: readonly AwardPlacement[]): Promise<void> {
  await tx.delete(awardPlacements).where(eq(awardPlacements.decisionId, decisionId))
  const rows = placements.map(({ group, divisionId, ...rest }) => ({ ...rest, decisionId, prizeGroup: group, divisionId: divisionId ?? '' }))
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) await tx.insert(awardPlacements).values(rows.slice(from, from + ROWS_AT_ONCE))
}
