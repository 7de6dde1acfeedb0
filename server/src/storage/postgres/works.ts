import { and, asc, count, desc, eq, getTableColumns, inArray, ne, sql, type SQL } from 'drizzle-orm'
import { accept } from '../../domain/decision.ts'
import { fold } from '../../domain/names.ts'
import type { Work, WorkMark } from '../../domain/work.ts'
import type { WorkChange, WorkFilter, Works, WorkUnits } from '../../ports/works.ts'
import { cellOf, ofRow, photoOf, photoRowOf, rowOf } from '../work-rows.ts'
import { appendAudit } from './audit.ts'
import { insertMany } from './many-rows.ts'
import { first, type Db, type Postgres } from './open.ts'
import { oneOf } from './question-versions.ts'
import { accounts, unionAncestors, unions, workPhotos, works, workSteps } from './schema.ts'

const { bytes: photoBytes, ...photoColumns } = getTableColumns(workPhotos)
/** So many rows go in one statement. */
const AT_ONCE = 500

const sortColumn = {
  registeredAt: works.registeredAt,
  stateAt: works.stateAt,
  plannedTo: works.plannedTo,
  title: works.searchText,
  union: unions.name,
  value: sql`coalesce(${works.value}, -1)`,
} satisfies Record<WorkFilter['sort'], unknown>

export function postgresWorks({ db, read, write }: Postgres): Works {
  const find = async (tx: Db, id: string): Promise<Work | null> => {
    const row = await first(tx.select().from(works).where(eq(works.id, id)))
    return row === undefined ? null : ofRow(row)
  }
  const photosOf = async (tx: Db, id: string) => {
    const rows = await tx
      .select(photoColumns)
      .from(workPhotos)
      .where(eq(workPhotos.workId, id))
      .orderBy(asc(workPhotos.addedAt), asc(workPhotos.hash))
    return rows.map(photoOf)
  }
  const photoIs = (id: string, hash: string) => and(eq(workPhotos.workId, id), eq(workPhotos.hash, hash))
  const put = async (tx: Db, { work, step }: Omit<WorkChange, 'audit'>): Promise<void> => {
    const row = rowOf(work)
    await tx.insert(works).values(row).onConflictDoUpdate({ target: works.id, set: row })
    if (step !== null) await tx.insert(workSteps).values({ ...step, workId: work.id })
  }

  return {
    register: (change) =>
      write(async (tx) => {
        const { contestId, registeredBy, entryKey } = change.work
        const sameKey = and(eq(works.contestId, contestId), eq(works.registeredBy, registeredBy), eq(works.entryKey, entryKey))
        const known = await first(tx.select().from(works).where(sameKey))
        if (known !== undefined) return ofRow(known)
        await put(tx, change)
        await appendAudit(tx, change.audit)
        return change.work
      }),
    change: (id, decide) =>
      write(async (tx) => {
        const before = await find(tx, id)
        const decision = decide(before)
        if (!decision.ok) return decision
        if (decision.value === null) return accept(before)
        await put(tx, decision.value)
        await appendAudit(tx, decision.value.audit)
        return accept(decision.value.work)
      }),
    load: (listed, decide) =>
      write(async (tx) => {
        const { changes, audit } = decide(await knownOf(tx, listed))
        for (let from = 0; from < changes.length; from += AT_ONCE) {
          const some = changes.slice(from, from + AT_ONCE)
          await insertMany(
            tx,
            works,
            some.map(({ work }) => rowOf(work)),
          )
          await insertMany(
            tx,
            workSteps,
            some.flatMap(({ work, step }) => (step === null ? [] : [{ ...step, workId: work.id }])),
          )
        }
        await appendAudit(tx, audit)
      }),
    known: (listed) => knownOf(db, listed),
    changePhotos: (id, decide) =>
      write(async (tx) => {
        const decision = decide(await find(tx, id), await photosOf(tx, id))
        if (!decision.ok) return decision
        const change = decision.value
        if (change !== null) {
          if ('keep' in change) await tx.insert(workPhotos).values(photoRowOf(id, change.keep))
          else if ('remove' in change) await tx.delete(workPhotos).where(photoIs(id, change.remove))
          else await tx.update(workPhotos).set({ caption: change.describe.caption }).where(photoIs(id, change.describe.hash))
          await appendAudit(tx, change.audit)
        }
        return accept((await photosOf(tx, id)).length)
      }),
    erase: (id, decide) =>
      write(async (tx) => {
        const decision = decide(await find(tx, id))
        if (!decision.ok) return decision
        await tx.delete(workPhotos).where(eq(workPhotos.workId, id))
        await tx.delete(workSteps).where(eq(workSteps.workId, id))
        await tx.delete(works).where(eq(works.id, id))
        await appendAudit(tx, decision.value)
        return accept(null)
      }),
    find: async (id) => {
      const found = await first(workRows(db, eq(works.id, id)))
      return found === undefined ? null : { ...ofRow(found.work), ...found.beside }
    },
    steps: async (id) => {
      const rows = await db
        .select({ id: workSteps.id, at: workSteps.at, step: workSteps.step, reason: workSteps.reason, actor: accounts.fullName })
        .from(workSteps)
        .leftJoin(accounts, eq(accounts.id, workSteps.actorId))
        .where(eq(workSteps.workId, id))
        .orderBy(asc(workSteps.at), asc(workSteps.id))
      return rows.map(({ actor, ...step }) => ({ ...step, actor: actor ?? '' }))
    },
    photos: (id) => photosOf(db, id),
    photo: async (id, hash) => {
      const found = await first(db.select({ facts: photoColumns, bytes: photoBytes }).from(workPhotos).where(photoIs(id, hash)))
      return found === undefined ? null : { facts: photoOf(found.facts), bytes: found.bytes }
    },
    list: (filter) =>
      read(async (tx) => {
        const where = and(...reachOf(tx, filter), ...conditions(filter))
        const direction = filter.order === 'asc' ? asc : desc
        const rows = await workRows(tx, where)
          .orderBy(direction(sortColumn[filter.sort]), direction(works.id))
          .limit(filter.pageSize)
          .offset((filter.page - 1) * filter.pageSize)
        const total = (await first(tx.select({ total: count() }).from(works).where(where)))?.total ?? 0
        return { rows: rows.map(({ work, beside }) => ({ ...ofRow(work), ...beside })), total }
      }),
    count: async (contestId, within, today) => {
      const { unionId, kind, state } = works
      // Named once: a day given as a parameter twice would be two expressions to group by.
      const facts = db.$with('facts').as(
        db
          .select({ unionId, kind, state, late: sql<boolean>`(${lateOn(today)})`.as('late'), reached: works.valueReached })
          .from(works)
          .where(and(...reachOf(db, { contestId, within }), ne(state, 'withdrawn'))),
      )
      const cells = await db
        .with(facts)
        .select({
          unionId: facts.unionId,
          kind: facts.kind,
          state: facts.state,
          late: facts.late,
          works: count(),
          value: sql<number>`coalesce(sum(${facts.reached}), 0)`,
        })
        .from(facts)
        .groupBy(facts.unionId, facts.kind, facts.state, facts.late)
      return cells.map(cellOf)
    },
  }
}

/** What units have registered and not withdrawn. */
function knownOf(tx: Db, { contestId, unionIds }: WorkUnits): Promise<WorkMark[]> {
  const { unionId, title, kind, plannedFrom, plannedTo, state } = works
  return tx
    .select({ unionId, title, kind, plannedFrom, plannedTo })
    .from(works)
    .where(and(eq(works.contestId, contestId), ne(state, 'withdrawn'), oneOf(unionId, unionIds)))
}

/** Works with their unit and how many photos each has. */
const workRows = (db: Db, where: SQL | undefined) =>
  db
    .select({
      work: getTableColumns(works),
      beside: {
        unionName: unions.name,
        unionCode: unions.code,
        unionPath: unions.path,
        photos: sql<number>`(select count(*) from work_photos where work_photos.work_id = ${works.id})`,
      },
    })
    .from(works)
    .innerJoin(unions, eq(unions.id, works.unionId))
    .where(where)

const lateOn = (today: string): SQL => sql`${works.state} in ('registered', 'returned', 'confirmed') and ${works.plannedTo} < ${today}::text`

function reachOf(db: Db, { contestId, within }: Pick<WorkFilter, 'contestId' | 'within'>): SQL[] {
  const below = (ancestorId: string) =>
    db.select({ id: unionAncestors.unionId }).from(unionAncestors).where(eq(unionAncestors.ancestorId, ancestorId))
  return [eq(works.contestId, contestId), ...(within === undefined ? [] : [inArray(works.unionId, below(within))])]
}

function conditions({ search = '', state, kind, lateOn: today }: WorkFilter): (SQL | undefined)[] {
  const words = fold(search)
    .split(' ')
    .filter((word) => word !== '')
  return [
    state === undefined ? undefined : eq(works.state, state),
    kind === undefined ? undefined : eq(works.kind, kind),
    today === undefined ? undefined : lateOn(today),
    ...words.map((word) => sql`strpos(${works.searchText}, ${word}) > 0`),
  ]
}
