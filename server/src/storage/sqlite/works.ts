import { and, asc, count, desc, eq, getTableColumns, inArray, ne, sql, type SQL } from 'drizzle-orm'
import { accept } from '../../domain/decision.ts'
import { fold } from '../../domain/names.ts'
import type { Work, WorkMark } from '../../domain/work.ts'
import type { WorkChange, WorkFilter, Works, WorkUnits } from '../../ports/works.ts'
import { cellOf, ofRow, photoOf, photoRowOf, rowOf } from '../work-rows.ts'
import { appendAudit } from './audit.ts'
import type { Sqlite } from './open.ts'
import { accounts, unionAncestors, unions, workPhotos, works, workSteps } from './schema.ts'

type Db = Sqlite['db']
const { bytes: photoBytes, ...photoColumns } = getTableColumns(workPhotos)

const sortColumn = {
  registeredAt: works.registeredAt,
  stateAt: works.stateAt,
  plannedTo: works.plannedTo,
  title: works.searchText,
  union: unions.name,
  value: sql`coalesce(${works.value}, -1)`,
} satisfies Record<WorkFilter['sort'], unknown>

export function sqliteWorks(sqlite: Sqlite): Works {
  const { db, queue } = sqlite
  const find = (id: string): Work | null => {
    const row = db.select().from(works).where(eq(works.id, id)).get()
    return row === undefined ? null : ofRow(row)
  }
  const photosOf = (id: string) =>
    db
      .select(photoColumns)
      .from(workPhotos)
      .where(eq(workPhotos.workId, id))
      .orderBy(asc(workPhotos.addedAt), asc(workPhotos.hash))
      .all()
      .map(photoOf)
  const photoIs = (id: string, hash: string) => and(eq(workPhotos.workId, id), eq(workPhotos.hash, hash))
  const put = ({ work, step }: Omit<WorkChange, 'audit'>): void => {
    const row = rowOf(work)
    db.insert(works).values(row).onConflictDoUpdate({ target: works.id, set: row }).run()
    if (step !== null)
      db.insert(workSteps)
        .values({ ...step, workId: work.id })
        .run()
  }

  return {
    register: (change) =>
      queue.write(() => {
        const { contestId, registeredBy, entryKey } = change.work
        const sameKey = and(eq(works.contestId, contestId), eq(works.registeredBy, registeredBy), eq(works.entryKey, entryKey))
        const known = db.select().from(works).where(sameKey).get()
        if (known !== undefined) return ofRow(known)
        put(change)
        appendAudit(sqlite, change.audit)
        return change.work
      }),
    change: (id, decide) =>
      queue.write(() => {
        const before = find(id)
        const decision = decide(before)
        if (!decision.ok) return decision
        if (decision.value === null) return accept(before)
        put(decision.value)
        appendAudit(sqlite, decision.value.audit)
        return accept(decision.value.work)
      }),
    load: (listed, decide) =>
      queue.write(() => {
        const { changes, audit } = decide(knownOf(db, listed))
        for (const change of changes) put(change)
        appendAudit(sqlite, audit)
      }),
    known: async (listed) => knownOf(db, listed),
    changePhotos: (id, decide) =>
      queue.write(() => {
        const decision = decide(find(id), photosOf(id))
        if (!decision.ok) return decision
        const change = decision.value
        if (change !== null) {
          if ('keep' in change) db.insert(workPhotos).values(photoRowOf(id, change.keep)).run()
          else if ('remove' in change) db.delete(workPhotos).where(photoIs(id, change.remove)).run()
          else db.update(workPhotos).set({ caption: change.describe.caption }).where(photoIs(id, change.describe.hash)).run()
          appendAudit(sqlite, change.audit)
        }
        return accept(photosOf(id).length)
      }),
    erase: (id, decide) =>
      queue.write(() => {
        const decision = decide(find(id))
        if (!decision.ok) return decision
        db.delete(workPhotos).where(eq(workPhotos.workId, id)).run()
        db.delete(workSteps).where(eq(workSteps.workId, id)).run()
        db.delete(works).where(eq(works.id, id)).run()
        appendAudit(sqlite, decision.value)
        return accept(null)
      }),
    find: async (id) => {
      const found = workRows(db, eq(works.id, id)).get()
      return found === undefined ? null : { ...ofRow(found.work), ...found.beside }
    },
    steps: async (id) =>
      db
        .select({ id: workSteps.id, at: workSteps.at, step: workSteps.step, reason: workSteps.reason, actor: accounts.fullName })
        .from(workSteps)
        .leftJoin(accounts, eq(accounts.id, workSteps.actorId))
        .where(eq(workSteps.workId, id))
        .orderBy(asc(workSteps.at), asc(workSteps.id))
        .all()
        .map(({ actor, ...step }) => ({ ...step, actor: actor ?? '' })),
    photos: async (id) => photosOf(id),
    photo: async (id, hash) => {
      const found = db.select({ facts: photoColumns, bytes: photoBytes }).from(workPhotos).where(photoIs(id, hash)).get()
      return found === undefined ? null : { facts: photoOf(found.facts), bytes: found.bytes }
    },
    list: async (filter) => {
      const where = and(...reachOf(db, filter), ...conditions(filter))
      const direction = filter.order === 'asc' ? asc : desc
      const rows = workRows(db, where)
        .orderBy(direction(sortColumn[filter.sort]), direction(works.id))
        .limit(filter.pageSize)
        .offset((filter.page - 1) * filter.pageSize)
        .all()
      const total = db.select({ total: count() }).from(works).where(where).get()?.total ?? 0
      return { rows: rows.map(({ work, beside }) => ({ ...ofRow(work), ...beside })), total }
    },
    count: async (contestId, within, today) => {
      const { unionId, kind, state } = works
      const late = sql<number>`(${lateOn(today)})`
      return db
        .select({ unionId, kind, state, late, works: count(), value: sql<number>`coalesce(sum(${works.valueReached}), 0)` })
        .from(works)
        .where(and(...reachOf(db, { contestId, within }), ne(state, 'withdrawn')))
        .groupBy(unionId, kind, state, late)
        .all()
        .map(cellOf)
    },
  }
}

/** What units have registered and not withdrawn. */
function knownOf(db: Db, { contestId, unionIds }: WorkUnits): WorkMark[] {
  const { unionId, title, kind, plannedFrom, plannedTo, state } = works
  const named = sql`${unionId} in (select value from json_each(${JSON.stringify(unionIds)}))`
  return db
    .select({ unionId, title, kind, plannedFrom, plannedTo })
    .from(works)
    .where(and(eq(works.contestId, contestId), ne(state, 'withdrawn'), named))
    .all()
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

const lateOn = (today: string): SQL => sql`${works.state} in ('registered', 'returned', 'confirmed') and ${works.plannedTo} < ${today}`

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
    ...words.map((word) => sql`instr(${works.searchText}, ${word}) > 0`),
  ]
}
