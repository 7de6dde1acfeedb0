import { and, asc, desc, eq, inArray, lte, sql, type SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { dueBy, type DataRequestState } from '../../domain/data-request.ts'
import { accept } from '../../domain/decision.ts'
import { fold } from '../../domain/names.ts'
import { ERASED_WORDS } from '../../domain/withdrawal.ts'
import type { AuditEntry } from '../../ports/audit.ts'
import type { DataRequestFilter, DataRequests } from '../../ports/data-requests.ts'
import { appendAudit } from './audit.ts'
import { matches } from './contestant-list.ts'
import { first, type Db, type Postgres } from './open.ts'
import { accounts, contestants, dataRequests, unionAncestors, unions } from './schema.ts'

const find = async (db: Db, id: string) => (await first(db.select().from(dataRequests).where(eq(dataRequests.id, id)))) ?? null

export function postgresDataRequests({ db, read, write }: Postgres): DataRequests {
  return {
    file: (contestantId, decide) =>
      write(async (tx) => {
        const decision = decide(await tx.select().from(dataRequests).where(openOf(contestantId)))
        if (!decision.ok) return decision
        await tx.insert(dataRequests).values(decision.value.request)
        await appendAudit(tx, decision.value.audit)
        return accept(decision.value.request)
      }),
    find: (id) => find(db, id),
    answer: (id, decide) =>
      write(async (tx) => {
        const decision = decide(await find(tx, id))
        if (!decision.ok) return decision
        const { state, answer, audit } = decision.value
        await tx.update(dataRequests).set({ state, answer, answeredAt: audit.at, answeredBy: audit.actorId }).where(eq(dataRequests.id, id))
        await appendAudit(tx, audit)
        return accept(state)
      }),
    list: (filter) => read((tx) => listed(tx, filter)),
  }
}

const openOf = (contestantId: string): SQL | undefined => and(eq(dataRequests.contestantId, contestantId), eq(dataRequests.state, 'open'))

type Settling = { state: DataRequestState; audit: AuditEntry }

/** A person leaves: what they asked for is settled with it, and a withdrawal that nobody noted down is noted here; inside the caller's transaction, while they are still there. */
export async function settleByLeaving(tx: Db, id: string, { state, audit }: Settling): Promise<void> {
  const { at, actorId, reason } = audit
  const settled = { state, answer: reason, answeredAt: at, answeredBy: actorId }
  const noted = await tx
    .update(dataRequests)
    .set(settled)
    .where(and(openOf(id), eq(dataRequests.kind, 'delete')))
    .returning({ id: dataRequests.id })
  await tx
    .update(dataRequests)
    .set({ ...settled, state: 'done' })
    .where(openOf(id))
  if (noted.length > 0) return
  const person = await first(tx.select({ unionId: contestants.unionId }).from(contestants).where(eq(contestants.id, id)))
  if (person === undefined) return
  const asked = { id: audit.id, contestantId: id, unionId: person.unionId, kind: 'delete' as const, askedAt: at, dueAt: dueBy(at), filedBy: id }
  await tx.insert(dataRequests).values({ ...asked, words: '', ...settled })
}

/** Nothing that a person wrote or was told is left; that they asked, and when they were answered, stays. */
export async function blankRequests(tx: Db, contestantId: string): Promise<void> {
  await tx
    .update(dataRequests)
    .set({
      words: '',
      answer: sql`case when ${dataRequests.answer} is not null then ${ERASED_WORDS} end`,
      state: sql`case when ${dataRequests.state} = 'waiting' then 'done' else ${dataRequests.state} end`,
    })
    .where(eq(dataRequests.contestantId, contestantId))
}

async function listed(db: Db, filter: DataRequestFilter): ReturnType<DataRequests['list']> {
  const { within, now, state, search = '', phones } = filter
  const open = eq(dataRequests.state, 'open')
  const overdue = and(open, lte(dataRequests.dueAt, now))
  const below = db
    .select({ id: unionAncestors.unionId })
    .from(unionAncestors)
    .where(eq(unionAncestors.ancestorId, within ?? ''))
  const readable = within === undefined ? undefined : inArray(dataRequests.unionId, below)
  const words = fold(search)
    .split(' ')
    .filter((word) => word !== '')
  const wanted = and(
    state === undefined ? undefined : state === 'overdue' ? overdue : eq(dataRequests.state, state),
    ...words.flatMap((word) => matches(word, phones)),
  )
  const [filer, answerer] = [alias(accounts, 'filer'), alias(accounts, 'answerer')]
  const rows = await db
    .select({
      request: dataRequests,
      // Once erased, an account leads to nobody.
      fullName: sql<string | null>`nullif(case when ${contestants.birthDate} = '' then '' else ${accounts.fullName} end, '')`,
      phone: contestants.phone,
      unionName: unions.name,
      filedByLogin: filer.login,
      answeredByLogin: answerer.login,
    })
    .from(dataRequests)
    .innerJoin(unions, eq(unions.id, dataRequests.unionId))
    .leftJoin(contestants, eq(contestants.id, dataRequests.contestantId))
    .leftJoin(accounts, eq(accounts.id, dataRequests.contestantId))
    .leftJoin(filer, and(eq(filer.id, dataRequests.filedBy), sql`${dataRequests.filedBy} <> ${dataRequests.contestantId}`))
    .leftJoin(answerer, and(eq(answerer.id, dataRequests.answeredBy), sql`${dataRequests.answeredBy} <> ${dataRequests.contestantId}`))
    .where(and(readable, wanted))
    .orderBy(...orderOf(filter))
    .limit(filter.pageSize)
    .offset((filter.page - 1) * filter.pageSize)
  const counted = (condition: SQL | undefined) => sql<number>`count(*) filter (where ${condition ?? sql`true`})`
  const counts = await first(
    db
      .select({ total: counted(wanted), open: counted(open), overdue: counted(overdue) })
      .from(dataRequests)
      .leftJoin(contestants, eq(contestants.id, dataRequests.contestantId))
      .where(readable),
  )
  return {
    rows: rows.map(({ request: { unionId: _union, filedBy: _filer, answeredBy: _answerer, ...request }, ...about }) => ({ ...request, ...about })),
    ...(counts ?? { total: 0, open: 0, overdue: 0 }),
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
