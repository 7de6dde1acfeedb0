import { and, asc, desc, eq, inArray, notInArray } from 'drizzle-orm'
import { accept } from '../../domain/decision.ts'
import { CAMPAIGN_ACTIONS, type Campaign } from '../../domain/campaign.ts'
import type { Campaigns } from '../../ports/campaigns.ts'
import { lackingOf } from '../initiative-rows.ts'
import { appendAudit } from './audit.ts'
import { insertMany } from './many-rows.ts'
import { first, type Db, type Postgres } from './open.ts'
import { accounts, auditEntries, campaigns, campaignTargets, initiatives, unions } from './schema.ts'

export function postgresCampaigns({ db, write }: Postgres): Campaigns {
  const find = async (tx: Db, contestId: string) => (await first(tx.select().from(campaigns).where(eq(campaigns.contestId, contestId)))) ?? null
  const targets = async (tx: Db, contestId: string) => {
    const rows = await tx
      .select({ target: campaignTargets, unionName: unions.name, unionCode: unions.code, unionKind: unions.kind })
      .from(campaignTargets)
      .innerJoin(unions, eq(unions.id, campaignTargets.unionId))
      .where(eq(campaignTargets.contestId, contestId))
      .orderBy(asc(campaignTargets.peerGroup), asc(unions.code))
    return rows.map(({ target: { contestId: _, ...target }, ...union }) => ({ ...target, ...union }))
  }

  return {
    find: (contestId) => find(db, contestId),
    isOn: async (contestId) => (await find(db, contestId))?.on ?? false,
    targets: (contestId) => targets(db, contestId),
    save: (contestId, decide) =>
      write(async (tx) => {
        const before = await find(tx, contestId)
        const decision = decide(before)
        if (!decision.ok) return decision
        const { campaign, audit } = decision.value
        await tx.insert(campaigns).values(campaign).onConflictDoUpdate({ target: campaigns.contestId, set: campaign })
        if (before !== null && before.fileNeeded !== campaign.fileNeeded) await tellLacking(tx, campaign)
        await appendAudit(tx, audit)
        return accept(campaign)
      }),
    saveTargets: (contestId, decide) =>
      write(async (tx) => {
        const rows = await targets(tx, contestId)
        const decision = decide(rows.map(({ unionName: _name, unionCode: _code, unionKind: _kind, ...target }) => target))
        if (!decision.ok) return decision
        await tx.delete(campaignTargets).where(eq(campaignTargets.contestId, contestId))
        await insertMany(
          tx,
          campaignTargets,
          decision.value.targets.map((target) => ({ ...target, contestId })),
        )
        await appendAudit(tx, decision.value.audit)
        return accept(null)
      }),
    history: async (slug, limit) => {
      const rows = await db
        .select({ entry: auditEntries, actor: accounts.login })
        .from(auditEntries)
        .leftJoin(accounts, eq(accounts.id, auditEntries.actorId))
        .where(and(eq(auditEntries.subject, slug), inArray(auditEntries.action, [...CAMPAIGN_ACTIONS])))
        .orderBy(desc(auditEntries.at), desc(auditEntries.id))
        .limit(limit)
      return rows.map(({ entry, actor }) => ({ ...entry, actor: actor ?? entry.actorId }))
    },
  }
}

/** Whether an initiative is whole depends on whether its campaign asks for the file of the decision; of a technology secret none is kept. */
async function tellLacking(tx: Db, { contestId, fileNeeded }: Campaign): Promise<void> {
  const without = and(
    eq(initiatives.contestId, contestId),
    eq(initiatives.secret, false),
    eq(initiatives.hasFile, false),
    // What counts was whole by what was asked then.
    notInArray(initiatives.state, ['counted', 'withdrawn']),
  )
  // All that lack the same are one statement.
  for (const { missing } of await tx.selectDistinct({ missing: initiatives.missing }).from(initiatives).where(without))
    await tx
      .update(initiatives)
      .set(lackingOf({ missing }, fileNeeded))
      .where(and(without, eq(initiatives.missing, missing)))
}
