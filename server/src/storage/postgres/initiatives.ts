import { and, asc, count, desc, eq, gt, inArray, ne, or, sql } from 'drizzle-orm'
import { accept } from '../../domain/decision.ts'
import type { Initiative } from '../../domain/initiative.ts'
import type { KnownInitiative } from '../../domain/initiative-likeness.ts'
import { fold } from '../../domain/names.ts'
import type { InitiativeChange, Initiatives, Listed } from '../../ports/initiatives.ts'
import { cellOf, comparedOf, foldedAuthors, isCompared, MOST_COMPARED, ofRow, pairsOf, rowOf } from '../initiative-rows.ts'
import { appendAudit } from './audit.ts'
import { atDesk, initiativeRows, insideOf, listInitiatives, reachOf } from './initiative-list.ts'
import { insertMany } from './many-rows.ts'
import { first, type Db, type Postgres } from './open.ts'
import { oneOf } from './question-versions.ts'
import { accounts, initiativeAuthors, initiativeFiles, initiativeLikes, initiatives, initiativeSteps, unions } from './schema.ts'

export function postgresInitiatives({ db, read, write }: Postgres): Initiatives {
  const find = async (tx: Db, id: string): Promise<Initiative | null> => {
    const row = await first(tx.select().from(initiatives).where(eq(initiatives.id, id)))
    return row === undefined ? null : ofRow(row)
  }

  return {
    enter: ({ contestId, accountId, title }, decide) =>
      write(async (tx) => {
        const entered = and(eq(initiatives.contestId, contestId), eq(initiatives.enteredBy, accountId))
        const own = tx
          .select({ total: count() })
          .from(initiatives)
          .where(and(entered, ne(initiatives.state, 'withdrawn')))
        const drafts = await tx
          .select()
          .from(initiatives)
          .where(and(entered, eq(initiatives.state, 'draft'), eq(initiatives.foldedTitle, fold(title))))
        const decision = decide({ own: (await first(own))?.total ?? 0, drafts: drafts.map(ofRow) })
        if (!decision.ok) return decision
        if ('there' in decision.value) return accept(decision.value.there)
        await put(tx, decision.value)
        await appendAudit(tx, decision.value.audit)
        return accept(decision.value.initiative)
      }),
    change: (id, decide) =>
      write(async (tx) => {
        const decision = decide(await find(tx, id))
        if (!decision.ok) return decision
        if ('there' in decision.value) return accept(decision.value.there)
        await put(tx, decision.value)
        await appendAudit(tx, decision.value.audit)
        return accept(decision.value.initiative)
      }),
    load: (listed, decide) =>
      write(async (tx) => {
        const { changes, audit } = decide(await knownOf(tx, listed))
        for (const change of changes) await put(tx, change)
        await appendAudit(tx, audit)
      }),
    known: (listed) => knownOf(db, listed),
    find: async (id) => {
      const found = await first(initiativeRows(db, eq(initiatives.id, id)))
      if (found === undefined) return null
      const { initiative, ...row } = found
      return { ...ofRow(initiative), ...row }
    },
    file: async (id) =>
      (await first(
        db.select({ type: initiativeFiles.type, bytes: initiativeFiles.bytes }).from(initiativeFiles).where(eq(initiativeFiles.initiativeId, id)),
      )) ?? null,
    own: async (contestId, accountId, limit) => {
      const rows = await initiativeRows(db, and(eq(initiatives.contestId, contestId), eq(initiatives.enteredBy, accountId)))
        .orderBy(desc(initiatives.enteredAt), desc(initiatives.id))
        .limit(limit)
      return rows.map(({ initiative, ...row }) => ({ ...ofRow(initiative), ...row }))
    },
    steps: async (id) => {
      const rows = await db
        .select({
          id: initiativeSteps.id,
          at: initiativeSteps.at,
          step: initiativeSteps.step,
          reason: initiativeSteps.reason,
          actor: accounts.fullName,
        })
        .from(initiativeSteps)
        .leftJoin(accounts, eq(accounts.id, initiativeSteps.actorId))
        .where(eq(initiativeSteps.initiativeId, id))
        .orderBy(asc(initiativeSteps.at), asc(initiativeSteps.id))
      return rows.map(({ actor, ...step }) => ({ ...step, actor: actor ?? '' }))
    },
    alike: (id, within) =>
      db
        .select({
          id: initiatives.id,
          likeness: initiativeLikes.likeness,
          title: initiatives.title,
          authors: initiatives.authors,
          unionName: unions.name,
          state: initiatives.state,
        })
        .from(initiativeLikes)
        .innerJoin(initiatives, eq(initiatives.id, initiativeLikes.otherId))
        .innerJoin(unions, eq(unions.id, initiatives.unionId))
        .where(and(eq(initiativeLikes.initiativeId, id), insideOf(db, within)))
        .orderBy(desc(initiativeLikes.likeness), asc(initiatives.id)),
    list: (filter) => read((tx) => listInitiatives(tx, filter)),
    fields: async (contestId, within, limit) => {
      const rows = await db
        .select({ field: initiatives.field })
        .from(initiatives)
        .where(and(...reachOf(db, { contestId, within }), ne(initiatives.field, '')))
        .groupBy(initiatives.field)
        .orderBy(desc(count()), asc(initiatives.field))
        .limit(limit)
      return rows.map(({ field }) => field)
    },
    counted: (contestId, after, limit) =>
      db.select(countedColumns).from(initiatives).where(countedBehind(contestId, after)).orderBy(asc(initiatives.id)).limit(limit),
    count: (contestId, within, offsetMs) =>
      read(async (tx) => {
        const where = and(...reachOf(tx, { contestId, within }), ne(initiatives.state, 'withdrawn'))
        const dayNumber = sql<
          number | null
        >`case when ${initiatives.state} = 'counted' then (${initiatives.countedAt} + ${sql.raw(String(offsetMs))}) / 86400000 end`
        const { unionId, kind, field, state, complete } = initiatives
        const counted = { initiatives: count(), benefit: sql<number>`coalesce(sum(${initiatives.benefit}), 0)` }
        const cells = await tx
          .select({ unionId, state, complete, dayNumber, ...counted })
          .from(initiatives)
          .where(where)
          .groupBy(unionId, state, complete, dayNumber)
        const kinds = await tx
          .select({ kind, field, state, ...counted })
          .from(initiatives)
          .where(where)
          .groupBy(field, kind, state)
        // From the pairs, of which there are few, and not from every initiative.
        const paired = tx.select({ id: initiativeLikes.initiativeId }).from(initiativeLikes)
        const liked = tx
          .select({ total: count() })
          .from(initiatives)
          .where(and(inArray(initiatives.id, paired), where))
        const alike = (await first(liked))?.total ?? 0
        return { cells: cells.map(cellOf), kinds, alike }
      }),
  }
}

async function put(tx: Db, { initiative, step, file }: Omit<InitiativeChange, 'audit'>): Promise<void> {
  const row = rowOf(initiative)
  const initiativeId = initiative.id
  await tx.insert(initiatives).values(row).onConflictDoUpdate({ target: initiatives.id, set: row })
  await tx.delete(initiativeAuthors).where(eq(initiativeAuthors.initiativeId, initiativeId))
  await insertMany(
    tx,
    initiativeAuthors,
    foldedAuthors(initiative).map((foldedName) => ({ initiativeId, foldedName })),
  )
  if (step !== null) await tx.insert(initiativeSteps).values({ ...step, initiativeId })
  if (file !== undefined || !initiative.hasFile) await tx.delete(initiativeFiles).where(eq(initiativeFiles.initiativeId, initiativeId))
  if (file !== undefined) await tx.insert(initiativeFiles).values({ initiativeId, type: file.type, bytes: Buffer.from(file.bytes) })
  await compare(tx, initiative)
}

/** What is there of the same titles or authors. */
async function knownOf(tx: Db, { contestId, titles, authors }: Listed): Promise<KnownInitiative[]> {
  const ofAuthors = tx.select({ id: initiativeAuthors.initiativeId }).from(initiativeAuthors).where(oneOf(initiativeAuthors.foldedName, authors))
  const rows = await tx
    .select({ id: initiatives.id, unionId: initiatives.unionId, title: initiatives.foldedTitle, authors: initiatives.authors })
    .from(initiatives)
    .where(
      and(
        eq(initiatives.contestId, contestId),
        ne(initiatives.state, 'withdrawn'),
        atDesk,
        or(oneOf(initiatives.foldedTitle, titles), inArray(initiatives.id, ofAuthors)),
      ),
    )
  return rows.map((row) => ({ ...row, authors: foldedAuthors(row) }))
}

/** Find anew what an initiative looks like: others of its title, or of one of its authors. */
async function compare(tx: Db, initiative: Initiative): Promise<void> {
  const { id, contestId } = initiative
  await tx.delete(initiativeLikes).where(or(eq(initiativeLikes.initiativeId, id), eq(initiativeLikes.otherId, id)))
  if (!isCompared(initiative)) return
  const ofAuthors = tx
    .select({ id: initiativeAuthors.initiativeId })
    .from(initiativeAuthors)
    .where(oneOf(initiativeAuthors.foldedName, foldedAuthors(initiative)))
  const rows = await tx
    .select({ id: initiatives.id, title: initiatives.foldedTitle, author: initiativeAuthors.foldedName })
    .from(initiatives)
    .leftJoin(initiativeAuthors, eq(initiativeAuthors.initiativeId, initiatives.id))
    .where(
      and(
        eq(initiatives.contestId, contestId),
        ne(initiatives.id, id),
        sql`${initiatives.state} not in ('draft', 'withdrawn')`,
        or(eq(initiatives.foldedTitle, rowOf(initiative).foldedTitle), inArray(initiatives.id, ofAuthors)),
      ),
    )
    .orderBy(asc(initiatives.id))
    .limit(MOST_COMPARED)
  await insertMany(tx, initiativeLikes, pairsOf(initiative, comparedOf(rows)))
}

const countedColumns = {
  id: initiatives.id,
  unionId: initiatives.unionId,
  authors: initiatives.authors,
  benefit: initiatives.benefit,
  countedAt: initiatives.countedAt,
}
const countedBehind = (contestId: string, after: string) =>
  and(eq(initiatives.contestId, contestId), eq(initiatives.state, 'counted'), gt(initiatives.id, after))
