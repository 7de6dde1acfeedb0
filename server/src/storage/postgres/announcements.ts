import { and, asc, count, desc, eq, inArray, isNotNull, isNull, or, sql, type SQL } from 'drizzle-orm'
import type { Announcement, Audience } from '../../domain/announcement.ts'
import { fold } from '../../domain/names.ts'
import type { AnnouncementFilter, Announcements } from '../../ports/announcements.ts'
import { appendAudit } from './audit.ts'
import { first, type Db, type Postgres } from './open.ts'
import { accounts, announcements, attempts, contestants, rounds, unionAncestors, unions } from './schema.ts'

export function postgresAnnouncements({ db, read, write }: Postgres): Announcements {
  const find = async (tx: Db, id: string) => (await first(tx.select().from(announcements).where(eq(announcements.id, id)))) ?? null
  return {
    post: (announcement, audit) =>
      write(async (tx) => {
        const people = await insertAnnouncement(tx, announcement)
        const { scope, unionId, title, body } = announcement
        await appendAudit(tx, { ...audit, details: { before: null, after: { scope, unionId, title, body, people } } })
        return { people }
      }),
    people: (contestId, audience) => audienceSize(db, contestId, audience),
    shownTo: (contestId, contestantId, limit) =>
      db
        .select()
        .from(announcements)
        .where(and(eq(announcements.contestId, contestId), isNull(announcements.withdrawnAt), reaches(contestantId)))
        .orderBy(desc(announcements.at), desc(announcements.id))
        .limit(limit),
    find: (id) => find(db, id),
    list: (filter) => read((tx) => listAnnouncements(tx, filter)),
    withdraw: (id, decide) =>
      write(async (tx) => {
        const decision = decide(await find(tx, id))
        if (!decision.ok) return decision
        const { at, reason, audit } = decision.value
        await tx.update(announcements).set({ withdrawnAt: at, withdrawReason: reason }).where(eq(announcements.id, id))
        await appendAudit(tx, { ...audit, details: { before: { withdrawnAt: null }, after: { withdrawnAt: at } } })
        return decision
      }),
  }
}

/** Inside the caller's transaction, so that what happens and the word about it are one commit; gives back how many people it is for. */
export async function insertAnnouncement(tx: Db, announcement: Announcement): Promise<number> {
  const people = await audienceSize(tx, announcement.contestId, announcement)
  await tx.insert(announcements).values({ ...announcement, people, searchText: fold(`${announcement.title} ${announcement.body}`) })
  return people
}

async function audienceSize(db: Db, contestId: string, { scope, unionId }: Audience): Promise<number> {
  if (scope === 'everyone') return db.$count(contestants)
  if (scope === 'running') {
    const running = db
      .select({ total: sql<number>`count(distinct ${attempts.contestantId})` })
      .from(attempts)
      .innerJoin(rounds, eq(rounds.id, attempts.roundId))
      .where(and(isNull(attempts.submittedAt), eq(rounds.contestId, contestId)))
    return (await first(running))?.total ?? 0
  }
  const below = db
    .select({ id: unionAncestors.unionId })
    .from(unionAncestors)
    .where(eq(unionAncestors.ancestorId, unionId ?? ''))
  return db.$count(contestants, inArray(contestants.unionId, below))
}

/** For everyone, for a union above the contestant's, or for those whose attempt was under way when it was sent. */
function reaches(contestantId: string | null): SQL | undefined {
  const all = eq(announcements.scope, 'everyone')
  if (contestantId === null) return all
  const inUnion = sql`(exists (select 1 from contestants as person join union_ancestors as link on link.union_id = person.union_id
    where person.id = ${contestantId} and link.ancestor_id = ${announcements.unionId})
    or exists (select 1 from merged_people as merged where merged.contestant_id = ${contestantId} and merged.union_id = ${announcements.unionId}))`
  const wasRunning = sql`exists (select 1 from attempts as own
    where own.round_id in (select id from rounds where rounds.contest_id = ${announcements.contestId}) and own.contestant_id = ${contestantId}
    and own.started_at <= ${announcements.at} and coalesce(own.submitted_at, ${announcements.at}) >= ${announcements.at})`
  return or(all, and(eq(announcements.scope, 'union'), inUnion), and(eq(announcements.scope, 'running'), wasRunning))
}

const sortColumn = { at: announcements.at, title: announcements.title, people: announcements.people } satisfies Record<
  AnnouncementFilter['sort'],
  unknown
>

async function listAnnouncements(tx: Db, filter: AnnouncementFilter): Promise<Awaited<ReturnType<Announcements['list']>>> {
  const link = (unionId: SQL | string, ancestorId: SQL | string) =>
    sql<boolean>`exists (select 1 from union_ancestors as link where link.union_id = ${unionId} and link.ancestor_id = ${ancestorId})`
  const words = fold(filter.search ?? '')
    .split(' ')
    .filter((word) => word !== '')
  const own = sql`${announcements.unionId}`
  const inside = filter.within === null ? sql<boolean>`true` : link(own, filter.within)
  const where = and(
    eq(announcements.contestId, filter.contestId),
    filter.within === null ? undefined : or(eq(announcements.scope, 'everyone'), inside, link(filter.within, own)),
    filter.state === undefined ? undefined : filter.state === 'shown' ? isNull(announcements.withdrawnAt) : isNotNull(announcements.withdrawnAt),
    filter.scope === undefined ? undefined : eq(announcements.scope, filter.scope),
    ...words.map((word) => sql`strpos(${announcements.searchText}, ${word}) > 0`),
  )
  const direction = filter.order === 'asc' ? asc : desc
  const rows = await tx
    .select({ announcement: announcements, actor: accounts.login, unionName: unions.name, inside })
    .from(announcements)
    .leftJoin(accounts, eq(accounts.id, announcements.actorId))
    .leftJoin(unions, eq(unions.id, announcements.unionId))
    .where(where)
    .orderBy(direction(sortColumn[filter.sort]), desc(announcements.id))
    .limit(filter.pageSize)
    .offset((filter.page - 1) * filter.pageSize)
  const total = await first(tx.select({ total: count() }).from(announcements).where(where))
  return {
    rows: rows.map(({ announcement, actor, unionName, inside: isInside }) => ({
      ...announcement,
      actor: actor ?? announcement.actorId,
      unionName,
      inside: isInside,
    })),
    total: total?.total ?? 0,
  }
}
