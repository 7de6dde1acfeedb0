import { and, asc, count, desc, eq, inArray, lte, sql, type SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import { dueBy, type DataRequestState } from '../../domain/data-request.ts'
import { accept } from '../../domain/decision.ts'
import { fold } from '../../domain/names.ts'
import { ERASED_WORDS } from '../../domain/withdrawal.ts'
import type { AuditEntry } from '../../ports/audit.ts'
import type { DataRequestFilter, DataRequests } from '../../ports/data-requests.ts'
import { appendAudit } from './audit.ts'
import { matches } from './contestant-list.ts'
import type { Sqlite } from './open.ts'
import { accounts, contestants, dataRequests, unionAncestors, unions } from './schema.ts'

export function sqliteDataRequests(sqlite: Sqlite): DataRequests {
  const { db, queue } = sqlite
  const find = (id: string) => db.select().from(dataRequests).where(eq(dataRequests.id, id)).get() ?? null
  return {
    file: (contestantId, decide) =>
      queue.write(() => {
        const open = db.select().from(dataRequests).where(openOf(contestantId)).all()
        const decision = decide(open)
        if (!decision.ok) return decision
        db.insert(dataRequests).values(decision.value.request).run()
        appendAudit(sqlite, decision.value.audit)
        return accept(decision.value.request)
      }),
    find: async (id) => find(id),
    answer: (id, decide) =>
      queue.write(() => {
        const decision = decide(find(id))
        if (!decision.ok) return decision
        const { state, answer, audit } = decision.value
        db.update(dataRequests).set({ state, answer, answeredAt: audit.at, answeredBy: audit.actorId }).where(eq(dataRequests.id, id)).run()
        appendAudit(sqlite, audit)
        return accept(state)
      }),
    list: async (filter) => listed({ db }, filter),
  }
}

const openOf = (contestantId: string): SQL | undefined => and(eq(dataRequests.contestantId, contestantId), eq(dataRequests.state, 'open'))

/** A person leaves: what they asked for is settled with it, and a withdrawal that nobody noted down is noted here; inside the caller's transaction, while they are still there. */
export function settleByLeaving({ db }: Pick<Sqlite, 'db'>, id: string, { state, audit }: { state: DataRequestState; audit: AuditEntry }): void {
  const { at, actorId, reason } = audit
  const settled = { state, answer: reason, answeredAt: at, answeredBy: actorId }
  const { changes } = db
    .update(dataRequests)
    .set(settled)
    .where(and(openOf(id), eq(dataRequests.kind, 'delete')))
    .run()
  db.update(dataRequests)
    .set({ ...settled, state: 'done' })
    .where(openOf(id))
    .run()
  if (changes > 0) return
  const person = db.select({ unionId: contestants.unionId }).from(contestants).where(eq(contestants.id, id)).get()
  if (person === undefined) return
  const asked = { id: audit.id, contestantId: id, unionId: person.unionId, kind: 'delete' as const, askedAt: at, dueAt: dueBy(at), filedBy: id }
  db.insert(dataRequests)
    .values({ ...asked, words: '', ...settled })
    .run()
}

/** Nothing that a person wrote or was told is left; that they asked, and when they were answered, stays. */
export function blankRequests({ db }: Pick<Sqlite, 'db'>, contestantId: string): void {
  db.update(dataRequests)
    .set({
      words: '',
      answer: sql`case when ${dataRequests.answer} is not null then ${ERASED_WORDS} end`,
      state: sql`case when ${dataRequests.state} = 'waiting' then 'done' else ${dataRequests.state} end`,
    })
    .where(eq(dataRequests.contestantId, contestantId))
    .run()
}

function listed({ db }: Pick<Sqlite, 'db'>, filter: DataRequestFilter): Awaited<ReturnType<DataRequests['list']>> {
  const { within, now, state, search = '', phones } = filter
  const open = eq(dataRequests.state, 'open')
  const overdue = and(open, lte(dataRequests.dueAt, now))
  const below = db
    .select({ id: unionAncestors.unionId })
    .from(unionAncestors)
    .where(eq(unionAncestors.ancestorId, within ?? ''))
  const readable = within === undefined ? [] : [inArray(dataRequests.unionId, below)]
  const words = fold(search)
    .split(' ')
    .filter((word) => word !== '')
  const where = and(
    ...readable,
    state === undefined ? undefined : state === 'overdue' ? overdue : eq(dataRequests.state, state),
    ...words.flatMap((word) => matches(word, phones)),
  )
  const [filer, answerer] = [alias(accounts, 'filer'), alias(accounts, 'answerer')]
  const joined = <Columns extends Parameters<typeof db.select>[0]>(columns: NonNullable<Columns>) =>
    db
      .select(columns)
      .from(dataRequests)
      .innerJoin(unions, eq(unions.id, dataRequests.unionId))
      .leftJoin(contestants, eq(contestants.id, dataRequests.contestantId))
      .leftJoin(accounts, eq(accounts.id, dataRequests.contestantId))
      .leftJoin(filer, and(eq(filer.id, dataRequests.filedBy), sql`${dataRequests.filedBy} <> ${dataRequests.contestantId}`))
      .leftJoin(answerer, and(eq(answerer.id, dataRequests.answeredBy), sql`${dataRequests.answeredBy} <> ${dataRequests.contestantId}`))
  const rows = joined({
    request: dataRequests,
    // Once erased, an account leads to nobody.
    fullName: sql<string | null>`nullif(case when ${contestants.birthDate} = '' then '' else ${accounts.fullName} end, '')`,
    phone: contestants.phone,
    unionName: unions.name,
    filedByLogin: filer.login,
    answeredByLogin: answerer.login,
  })
    .where(where)
    .orderBy(...orderOf(filter))
    .limit(filter.pageSize)
    .offset((filter.page - 1) * filter.pageSize)
    .all()
  const counted = (condition: SQL | undefined): number => joined({ total: count() }).where(condition).get()?.total ?? 0
  return {
    rows: rows.map(({ request: { unionId: _union, filedBy: _filer, answeredBy: _answerer, ...request }, ...about }) => ({ ...request, ...about })),
    total: counted(where),
    open: counted(and(...readable, open)),
    overdue: counted(and(...readable, overdue)),
  }
}

/** Urgent: what waits by its deadline; then what was answered, the newest first. */
function orderOf({ sort, order }: DataRequestFilter): SQL[] {
  const direction = order === 'asc' ? asc : desc
  if (sort === 'askedAt') return [direction(dataRequests.askedAt), direction(dataRequests.id)]
  if (sort === 'name') return [direction(sql`coalesce(${contestants.sortKey}, '')`), direction(dataRequests.id)]
  const urgency = sql`case when ${dataRequests.state} = 'open' then ${dataRequests.dueAt} else -${dataRequests.askedAt} end`
  return [direction(sql`${dataRequests.state} <> 'open'`), direction(urgency), direction(dataRequests.id)]
}
