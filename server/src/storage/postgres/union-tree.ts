import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { auditOf, type UnionPlan } from '../../domain/union-changes.ts'
import { unionPlaces, type UnionPlace, type UnionRecord } from '../../domain/union-tree.ts'
import type { AuditEntry } from '../../ports/audit.ts'
import { appendAudit } from './audit.ts'
import { given, insertMany, texts } from './many-rows.ts'
import type { Db } from './open.ts'
import { accounts, contestants, mergedPeople, unionAncestors, unions } from './schema.ts'
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

export async function readTree(db: Db): Promise<Map<string, UnionRecord>> {
  const tree = await db.select(recordColumns).from(unions).orderBy(asc(unions.id))
  return new Map(tree.map((union) => [union.id, union]))
}

/** Carry out a plan inside the caller's transaction: unions, what follows from the tree, people, boards, audit. */
export async function carryOut(tx: Db, before: ReadonlyMap<string, UnionRecord>, plan: UnionPlan, audit: AuditEntry): Promise<void> {
  const after = new Map(before)
  for (const union of plan.unions) after.set(union.id, union)
  const [then, now] = [unionPlaces([...before.values()]), unionPlaces([...after.values()])]
  if (plan.people !== null) {
    await closeDoors(tx, plan.people.from)
    await rememberPeople(tx, plan.people.from)
  }
  await writeUnions(tx, plan.unions, before)
  await placeUnions(tx, then, now)
  if (plan.people !== null) {
    await movePeople(tx, plan.people)
    await passDivisionsOn(tx, plan.people)
  }
  const [first] = plan.unions
  const named = first === undefined ? '' : `${(before.get(first.id) ?? first).code} ${(before.get(first.id) ?? first).name}`
  const ids = plan.unions.map(({ id }) => id)
  await appendAudit(tx, {
    ...audit,
    subject: audit.subject === '' ? named : audit.subject,
    details: { ...(audit.details ?? {}), changes: auditOf(before, after, ids) },
  })
}

/** Whoever registers in a union or below it waits until the transaction ends, or was there before. */
async function closeDoors(tx: Db, unionId: string): Promise<void> {
  await tx
    .select({ id: unions.id })
    .from(unions)
    .where(inArray(unions.id, tx.select({ id: unionAncestors.unionId }).from(unionAncestors).where(eq(unionAncestors.ancestorId, unionId))))
    .orderBy(unions.id)
    .for('no key update')
}

/** New unions come first and hang from nothing, so that every parent is there when it is named. */
async function writeUnions(tx: Db, changed: readonly UnionRecord[], before: ReadonlyMap<string, UnionRecord>): Promise<void> {
  const added = changed.filter(({ id }) => !before.has(id)).map(({ id, code, name, kind }) => ({ id, code, name, kind, path: '', searchText: '' }))
  if (added.length > 0)
    await tx.execute(sql`
      insert into unions (id, code, name, kind, path, search_text) select id, code, name, kind, path, search_text from ${given(unions, added)}`)
  if (changed.length > 0)
    await tx.execute(sql`
      update unions set code = given.code, name = given.name, kind = given.kind, parent_id = given.parent_id, member_count = given.member_count,
        state = given.state, merged_into = given.merged_into, note = given.note,
        count_confirmed_at = given.count_confirmed_at, count_confirmed_by = given.count_confirmed_by
      from ${given(unions, changed)} where unions.id = given.id`)
}

/** What follows from the tree, written where it is another one now. */
async function placeUnions(tx: Db, then: ReadonlyMap<string, UnionPlace>, now: ReadonlyMap<string, UnionPlace>): Promise<void> {
  const places: (Omit<UnionPlace, 'ancestors'> & { id: string })[] = []
  const moves: { unionId: string; from: readonly string[]; to: readonly string[] }[] = []
  for (const [id, { ancestors, ...place }] of now) {
    const was = then.get(id)
    if (was?.path !== place.path || was.searchText !== place.searchText || was.memberTotal !== place.memberTotal) places.push({ id, ...place })
    if (was?.ancestors.join() !== ancestors.join()) moves.push({ unionId: id, from: was?.ancestors ?? [], to: ancestors })
  }
  if (places.length > 0)
    await tx.execute(sql`
      update unions set path = given.path, search_text = given.search_text, member_total = given.member_total
      from ${given(unions, places)} where unions.id = given.id`)
  const moved = texts(moves.map(({ unionId }) => unionId))
  await tx.delete(unionAncestors).where(sql`${unionAncestors.unionId} = any(${moved})`)
  const links = moves.flatMap(({ unionId, to }) => to.map((ancestorId, depth) => ({ unionId, ancestorId, depth })))
  await insertMany(tx, unionAncestors, links)
  // A new union holds nothing yet.
  await moveTallies(
    tx,
    moves.filter(({ from }) => from.length > 0),
  )
}

/** Before the tree changes: whoever is in the union, or below it, keeps what was granted or told to it. */
async function rememberPeople(tx: Db, unionId: string): Promise<void> {
  const below = tx.select({ id: unionAncestors.unionId }).from(unionAncestors).where(eq(unionAncestors.ancestorId, unionId))
  const people = tx
    .select({ contestantId: contestants.id, unionId: sql<string>`${unionId}::text`.as('union_id') })
    .from(contestants)
    .where(inArray(contestants.unionId, below))
  await tx.insert(mergedPeople).select(people).onConflictDoNothing()
}

/** A union that is in no division of a contest takes the one of the union that is merged into it. */
async function passDivisionsOn(tx: Db, { from, to }: { from: string; to: string }): Promise<void> {
  await tx.execute(sql`
    insert into division_unions (contest_id, union_id, division_id)
    select contest_id, ${to}::text, division_id from division_unions where union_id = ${from}
    on conflict do nothing`)
}

/** Contestants belong to the other union from now on; what they did stays where it was done. */
async function movePeople(tx: Db, { from, to }: { from: string; to: string }): Promise<void> {
  const people = tx.select({ id: contestants.id }).from(contestants).where(eq(contestants.unionId, from))
  await tx
    .update(accounts)
    .set({ unionId: to })
    .where(and(eq(accounts.role, 'contestant'), inArray(accounts.id, people)))
  await tx.update(contestants).set({ unionId: to }).where(eq(contestants.unionId, from))
}

/** A union's name as the public reads it: a merged one by where its people are, a proposed one by what lies above it. */
export const publicName = sql<string>`case
  when unions.merged_into is not null then (select target.name from unions as target where target.id = unions.merged_into)
  when unions.state = 'pending' then coalesce((select above.name from unions as above where above.id = unions.parent_id), '')
  else unions.name end`
