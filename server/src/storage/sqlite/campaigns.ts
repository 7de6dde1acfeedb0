import { and, asc, desc, eq, inArray, notInArray } from 'drizzle-orm'
import { accept } from '../../domain/decision.ts'
import { CAMPAIGN_ACTIONS, type Campaign } from '../../domain/campaign.ts'
import type { Campaigns } from '../../ports/campaigns.ts'
import { lackingOf } from '../initiative-rows.ts'
import { appendAudit } from './audit.ts'
import type { Sqlite } from './open.ts'
import { accounts, auditEntries, campaigns, campaignTargets, initiatives, unions } from './schema.ts'

export function sqliteCampaigns(sqlite: Sqlite): Campaigns {
  const { db, queue } = sqlite
  const find = (contestId: string) => db.select().from(campaigns).where(eq(campaigns.contestId, contestId)).get() ?? null
  const targets = (contestId: string) =>
    db
      .select({ target: campaignTargets, unionName: unions.name, unionCode: unions.code, unionKind: unions.kind })
      .from(campaignTargets)
      .innerJoin(unions, eq(unions.id, campaignTargets.unionId))
      .where(eq(campaignTargets.contestId, contestId))
      .orderBy(asc(campaignTargets.peerGroup), asc(unions.code))
      .all()
      .map(({ target: { contestId: _, ...target }, ...union }) => ({ ...target, ...union }))

  return {
    find: async (contestId) => find(contestId),
    isOn: async (contestId) => find(contestId)?.on ?? false,
    targets: async (contestId) => targets(contestId),
    save: (contestId, decide) =>
      queue.write(() => {
        const before = find(contestId)
        const decision = decide(before)
        if (!decision.ok) return decision
        const { campaign, audit } = decision.value
        db.insert(campaigns).values(campaign).onConflictDoUpdate({ target: campaigns.contestId, set: campaign }).run()
        if (before !== null && before.fileNeeded !== campaign.fileNeeded) tellLacking(sqlite, campaign)
        appendAudit(sqlite, audit)
        return accept(campaign)
      }),
    saveTargets: (contestId, decide) =>
      queue.write(() => {
        const before = targets(contestId).map(({ unionName: _name, unionCode: _code, unionKind: _kind, ...target }) => target)
        const decision = decide(before)
        if (!decision.ok) return decision
        db.delete(campaignTargets).where(eq(campaignTargets.contestId, contestId)).run()
        for (const target of decision.value.targets)
          db.insert(campaignTargets)
            .values({ ...target, contestId })
            .run()
        appendAudit(sqlite, decision.value.audit)
        return accept(null)
      }),
    history: async (slug, limit) =>
      db
        .select({ entry: auditEntries, actor: accounts.login })
        .from(auditEntries)
        .leftJoin(accounts, eq(accounts.id, auditEntries.actorId))
        .where(and(eq(auditEntries.subject, slug), inArray(auditEntries.action, [...CAMPAIGN_ACTIONS])))
        .orderBy(desc(auditEntries.at), desc(auditEntries.id))
        .limit(limit)
        .all()
        .map(({ entry, actor }) => ({ ...entry, actor: actor ?? entry.actorId })),
  }
}

/** Whether an initiative is whole depends on whether its campaign asks for the file of the decision; of a technology secret none is kept. */
function tellLacking({ db }: Pick<Sqlite, 'db'>, { contestId, fileNeeded }: Campaign): void {
  const without = and(
    eq(initiatives.contestId, contestId),
    eq(initiatives.secret, false),
    eq(initiatives.hasFile, false),
    // What counts was whole by what was asked then.
    notInArray(initiatives.state, ['counted', 'withdrawn']),
  )
  // All that lack the same are one statement.
  for (const { missing } of db.selectDistinct({ missing: initiatives.missing }).from(initiatives).where(without).all())
    db.update(initiatives)
      .set(lackingOf({ missing }, fileNeeded))
      .where(and(without, eq(initiatives.missing, missing)))
      .run()
}
