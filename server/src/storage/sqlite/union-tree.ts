import { and, eq, inArray, sql } from 'drizzle-orm'
import { auditOf, type UnionPlan } from '../../domain/union-changes.ts'
import { unionPlaces, type UnionPlace, type UnionRecord } from '../../domain/union-tree.ts'
import type { AuditEntry } from '../../ports/audit.ts'
import { appendAudit } from './audit.ts'
import type { Sqlite } from './open.ts'
import { accounts, contestants, divisionUnions, mergedPeople, unionAncestors, unions } from './schema.ts'
import { moveTallies } from './union-tallies.ts'

const recordColumns = {
  id: unions.id,
  code: unions.code,
  name: unions.name,
  kind: unions.kind,
  parentId: unions.parentId,
  memberCount: unions.memberCount,
  state: unions.state,
  mergedInto: unions.mergedInto,
  note: unions.note,
  countConfirmedAt: unions.countConfirmedAt,
  countConfirmedBy: unions.countConfirmedBy,
}

export const readTree = ({ db }: Pick<Sqlite, 'db'>): Map<string, UnionRecord> =>
  new Map(
    db
      .select(recordColumns)
      .from(unions)
      .all()
      .map((union) => [union.id, union]),
  )

const revisions = new WeakMap<object, number>()
/** Another number whenever an active union was changed by this process, or may have been. */
export const treeRevision = (db: Sqlite['db']): number => revisions.get(db) ?? 0

/** Carry out a plan inside the caller's transaction: unions, what follows from the tree, people, boards, audit. */
export function carryOut(sqlite: Pick<Sqlite, 'db'>, before: ReadonlyMap<string, UnionRecord>, plan: UnionPlan, audit: AuditEntry): void {
  const after = new Map(before)
  for (const union of plan.unions) after.set(union.id, union)
  const [then, now] = [unionPlaces([...before.values()]), unionPlaces([...after.values()])]
  if (plan.people !== null) rememberPeople(sqlite, plan.people.from)
  writeUnions(sqlite, plan.unions, before)
  placeUnions(sqlite, then, now)
  if (plan.people !== null) {
    movePeople(sqlite, plan.people)
    passDivisionsOn(sqlite, plan.people)
  }
  if (plan.unions.some(({ id, state }) => state === 'active' || before.get(id)?.state === 'active'))
    revisions.set(sqlite.db, treeRevision(sqlite.db) + 1)
  const [first] = plan.unions
  const named = first === undefined ? '' : `${(before.get(first.id) ?? first).code} ${(before.get(first.id) ?? first).name}`
  const ids = plan.unions.map(({ id }) => id)
  appendAudit(sqlite, {
    ...audit,
    subject: audit.subject === '' ? named : audit.subject,
    details: { ...(audit.details ?? {}), changes: auditOf(before, after, ids) },
  })
}

/** New unions come first and hang from nothing, so that every parent is there when it is named. */
function writeUnions({ db }: Pick<Sqlite, 'db'>, changed: readonly UnionRecord[], before: ReadonlyMap<string, UnionRecord>): void {
  for (const union of changed) {
    if (before.has(union.id)) continue
    db.insert(unions)
      .values({ ...union, parentId: null, mergedInto: null, path: '', searchText: '' })
      .run()
    db.insert(unionAncestors).values({ unionId: union.id, ancestorId: union.id, depth: 0 }).run()
  }
  for (const { id, ...fields } of changed) db.update(unions).set(fields).where(eq(unions.id, id)).run()
}

function placeUnions(sqlite: Pick<Sqlite, 'db'>, then: ReadonlyMap<string, UnionPlace>, now: ReadonlyMap<string, UnionPlace>): void {
  const { db } = sqlite
  const moves: { unionId: string; from: string[]; to: string[] }[] = []
  for (const [unionId, { ancestors, ...place }] of now) {
    const was = then.get(unionId)
    const same = was?.path === place.path && was.searchText === place.searchText && was.memberTotal === place.memberTotal
    if (!same) db.update(unions).set(place).where(eq(unions.id, unionId)).run()
    const from = was?.ancestors ?? [unionId]
    if (from.join() === ancestors.join()) continue
    db.delete(unionAncestors).where(eq(unionAncestors.unionId, unionId)).run()
    db.insert(unionAncestors)
      .values(ancestors.map((ancestorId, depth) => ({ unionId, ancestorId, depth })))
      .run()
    moves.push({ unionId, from, to: ancestors })
  }
  moveTallies(sqlite, moves)
}

/** Before the tree changes: whoever is in the union, or below it, keeps what was granted or told to it. */
function rememberPeople({ db }: Pick<Sqlite, 'db'>, unionId: string): void {
  const below = db.select({ id: unionAncestors.unionId }).from(unionAncestors).where(eq(unionAncestors.ancestorId, unionId))
  const people = db
    .select({ contestantId: contestants.id, unionId: sql<string>`${unionId}`.as('union_id') })
    .from(contestants)
    .where(inArray(contestants.unionId, below))
  db.insert(mergedPeople).select(people).onConflictDoNothing().run()
}

/** A union that is in no division of a contest takes the one of the union that is merged into it. */
function passDivisionsOn({ db }: Pick<Sqlite, 'db'>, { from, to }: { from: string; to: string }): void {
  for (const { contestId, divisionId } of db.select().from(divisionUnions).where(eq(divisionUnions.unionId, from)).all())
    db.insert(divisionUnions).values({ contestId, divisionId, unionId: to }).onConflictDoNothing().run()
}

/** Contestants belong to the other union from now on; what they did stays where it was done. */
function movePeople({ db }: Pick<Sqlite, 'db'>, { from, to }: { from: string; to: string }): void {
  const people = db.select({ id: contestants.id }).from(contestants).where(eq(contestants.unionId, from))
  db.update(accounts)
    .set({ unionId: to })
    .where(and(eq(accounts.role, 'contestant'), inArray(accounts.id, people)))
    .run()
  db.update(contestants).set({ unionId: to }).where(eq(contestants.unionId, from)).run()
}

/** A union's name as the public reads it: a merged one by where its people are, a proposed one by what lies above it. */
export const publicName = sql<string>`case
  when unions.merged_into is not null then (select target.name from unions as target where target.id = unions.merged_into)
  when unions.state = 'pending' then coalesce((select above.name from unions as above where above.id = unions.parent_id), '')
  else unions.name end`
