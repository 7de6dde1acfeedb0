import { and, asc, count, desc, eq, gt, inArray, ne, or, sql } from 'drizzle-orm'
import { accept } from '../../domain/decision.ts'
import type { Initiative } from '../../domain/initiative.ts'
import type { KnownInitiative } from '../../domain/initiative-likeness.ts'
import { fold } from '../../domain/names.ts'
import type { InitiativeChange, InitiativeNumbers, Initiatives, Listed } from '../../ports/initiatives.ts'
import { cellOf, comparedOf, foldedAuthors, isCompared, MOST_COMPARED, ofRow, pairsOf, rowOf } from '../initiative-rows.ts'
import { appendAudit } from './audit.ts'
import { atDesk, initiativeRows, insideOf, listInitiatives, reachOf } from './initiative-list.ts'
import type { Sqlite } from './open.ts'
import { unlessChanged } from './table-watch.ts'
import { accounts, initiativeAuthors, initiativeFiles, initiativeLikes, initiatives, initiativeSteps, unions } from './schema.ts'

export function sqliteInitiatives(sqlite: Sqlite): Initiatives {
  const { client, db, queue } = sqlite
  // Every look at the desk's page asks for them, and thousands of rows are read for an answer.
  const fieldsOf = unlessChanged(client, ['initiatives', 'union_ancestors'], (asked) => readFields(sqlite, JSON.parse(asked) as FieldsAsked))
  const numbersOf = unlessChanged(client, ['initiatives', 'initiative_likes', 'union_ancestors'], (asked) =>
    readNumbers(sqlite, JSON.parse(asked) as NumbersAsked),
  )
  const find = (id: string): Initiative | null => {
    const row = db.select().from(initiatives).where(eq(initiatives.id, id)).get()
    return row === undefined ? null : ofRow(row)
  }
  const put = ({ initiative, step, file }: Omit<InitiativeChange, 'audit'>): void => {
    const row = rowOf(initiative)
    const initiativeId = initiative.id
    db.insert(initiatives).values(row).onConflictDoUpdate({ target: initiatives.id, set: row }).run()
    db.delete(initiativeAuthors).where(eq(initiativeAuthors.initiativeId, initiativeId)).run()
    for (const foldedName of foldedAuthors(initiative)) db.insert(initiativeAuthors).values({ initiativeId, foldedName }).run()
    if (step !== null)
      db.insert(initiativeSteps)
        .values({ ...step, initiativeId })
        .run()
    if (file !== undefined || !initiative.hasFile) db.delete(initiativeFiles).where(eq(initiativeFiles.initiativeId, initiativeId)).run()
    if (file !== undefined)
      db.insert(initiativeFiles)
        .values({ initiativeId, type: file.type, bytes: Buffer.from(file.bytes) })
        .run()
    compare(sqlite, initiative)
  }

  return {
    enter: ({ contestId, accountId, title }, decide) =>
      queue.write(() => {
        const entered = and(eq(initiatives.contestId, contestId), eq(initiatives.enteredBy, accountId))
        const own = db
          .select({ total: count() })
          .from(initiatives)
          .where(and(entered, ne(initiatives.state, 'withdrawn')))
          .get()
        const drafts = db
          .select()
          .from(initiatives)
          .where(and(entered, eq(initiatives.state, 'draft'), eq(initiatives.foldedTitle, fold(title))))
          .all()
        const decision = decide({ own: own?.total ?? 0, drafts: drafts.map(ofRow) })
        if (!decision.ok) return decision
        if ('there' in decision.value) return accept(decision.value.there)
        put(decision.value)
        appendAudit(sqlite, decision.value.audit)
        return accept(decision.value.initiative)
      }),
    change: (id, decide) =>
      queue.write(() => {
        const decision = decide(find(id))
        if (!decision.ok) return decision
        if ('there' in decision.value) return accept(decision.value.there)
        put(decision.value)
        appendAudit(sqlite, decision.value.audit)
        return accept(decision.value.initiative)
      }),
    load: (listed, decide) =>
      queue.write(() => {
        const { changes, audit } = decide(knownOf(sqlite, listed))
        for (const change of changes) put(change)
        appendAudit(sqlite, audit)
      }),
    known: async (listed) => knownOf(sqlite, listed),
    find: async (id) =>
      initiativeRows(db, eq(initiatives.id, id))
        .all()
        .map(({ initiative, ...row }) => ({ ...ofRow(initiative), ...row }))[0] ?? null,
    file: async (id) =>
      db
        .select({ type: initiativeFiles.type, bytes: initiativeFiles.bytes })
        .from(initiativeFiles)
        .where(eq(initiativeFiles.initiativeId, id))
        .get() ?? null,
    own: async (contestId, accountId, limit) =>
      initiativeRows(db, and(eq(initiatives.contestId, contestId), eq(initiatives.enteredBy, accountId)))
        .orderBy(desc(initiatives.enteredAt), desc(initiatives.id))
        .limit(limit)
        .all()
        .map(({ initiative, ...row }) => ({ ...ofRow(initiative), ...row })),
    steps: async (id) =>
      db
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
        .all()
        .map(({ actor, ...step }) => ({ ...step, actor: actor ?? '' })),
    alike: async (id, within) =>
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
        .orderBy(desc(initiativeLikes.likeness), asc(initiatives.id))
        .all(),
    list: async (filter) => listInitiatives(db, filter),
    fields: async (contestId, within, limit) => fieldsOf(JSON.stringify({ contestId, within, limit } satisfies FieldsAsked)),
    counted: async (contestId, after, limit) =>
      db.select(countedColumns).from(initiatives).where(countedBehind(contestId, after)).orderBy(asc(initiatives.id)).limit(limit).all(),
    count: async (contestId, within, offsetMs) => numbersOf(JSON.stringify({ contestId, within, offsetMs } satisfies NumbersAsked)),
  }
}

type FieldsAsked = { contestId: string; within: string | undefined; limit: number }

function readFields({ db }: Pick<Sqlite, 'db'>, { contestId, within, limit }: FieldsAsked): string[] {
  return db
    .select({ field: initiatives.field })
    .from(initiatives)
    .where(and(...reachOf(db, { contestId, within }), ne(initiatives.field, '')))
    .groupBy(initiatives.field)
    .orderBy(desc(count()), asc(initiatives.field))
    .limit(limit)
    .all()
    .map(({ field }) => field)
}

type NumbersAsked = { contestId: string; within: string | undefined; offsetMs: number }

function readNumbers({ db }: Pick<Sqlite, 'db'>, { contestId, within, offsetMs }: NumbersAsked): InitiativeNumbers {
  const where = and(...reachOf(db, { contestId, within }), ne(initiatives.state, 'withdrawn'))
  const dayNumber = sql<
    number | null
  >`case when ${initiatives.state} = 'counted' then (${initiatives.countedAt} + ${sql.raw(String(offsetMs))}) / 86400000 end`
  const { unionId, kind, field, state, complete } = initiatives
  const counted = { initiatives: count(), benefit: sql<number>`coalesce(sum(${initiatives.benefit}), 0)` }
  const cells = db
    .select({ unionId, state, complete, dayNumber, ...counted })
    .from(initiatives)
    .where(where)
    .groupBy(unionId, state, complete, dayNumber)
    .all()
  const kinds = db
    .select({ kind, field, state, ...counted })
    .from(initiatives)
    .where(where)
    .groupBy(field, kind, state)
    .all()
  // From the pairs, of which there are few, and not from every initiative.
  const paired = db.select({ id: initiativeLikes.initiativeId }).from(initiativeLikes)
  const liked = db
    .select({ total: count() })
    .from(initiatives)
    .where(and(inArray(initiatives.id, paired), where))
    .get()
  return { cells: cells.map(cellOf), kinds, alike: liked?.total ?? 0 }
}

/** What is there of the same titles or authors. */
function knownOf({ db }: Pick<Sqlite, 'db'>, { contestId, titles, authors }: Listed): KnownInitiative[] {
  const oneOf = (values: readonly string[]) => sql`(select value from json_each(${JSON.stringify(values)}))`
  const ofAuthors = sql`select initiative_id from initiative_authors where folded_name in ${oneOf(authors)}`
  return db
    .select({ id: initiatives.id, unionId: initiatives.unionId, title: initiatives.foldedTitle, authors: initiatives.authors })
    .from(initiatives)
    .where(
      and(
        eq(initiatives.contestId, contestId),
        ne(initiatives.state, 'withdrawn'),
        atDesk,
        sql`(${initiatives.foldedTitle} in ${oneOf(titles)} or ${initiatives.id} in (${ofAuthors}))`,
      ),
    )
    .all()
    .map((row) => ({ ...row, authors: foldedAuthors(row) }))
}

/** Find anew what an initiative looks like: others of its title, or of one of its authors. */
function compare({ db }: Pick<Sqlite, 'db'>, initiative: Initiative): void {
  const { id, contestId } = initiative
  db.delete(initiativeLikes)
    .where(or(eq(initiativeLikes.initiativeId, id), eq(initiativeLikes.otherId, id)))
    .run()
  if (!isCompared(initiative)) return
  const ofAuthors = db
    .select({ id: initiativeAuthors.initiativeId })
    .from(initiativeAuthors)
    .where(inArray(initiativeAuthors.foldedName, foldedAuthors(initiative)))
  const rows = db
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
    .all()
  for (const pair of pairsOf(initiative, comparedOf(rows))) db.insert(initiativeLikes).values(pair).run()
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
