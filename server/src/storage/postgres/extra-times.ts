import { and, count, desc, eq, gt, inArray, isNotNull, isNull, lt, sql, type SQL } from 'drizzle-orm'
import { accept } from '../../domain/decision.ts'
import type { TimeFor } from '../../domain/extra-time.ts'
import type { Controls } from '../../ports/controls.ts'
import { insertAnnouncement } from './announcements.ts'
import { timesColumns, writeTimes } from './attempt-times.ts'
import { appendAudit } from './audit.ts'
import { lockContest } from './contest-locks.ts'
import { contestById, contestReader } from './contest-reads.ts'
import { texts } from './many-rows.ts'
import { first, rowsOf, type Db, type Postgres } from './open.ts'
import { accounts, attempts, contestants, contests, extraTimes, rounds, unionAncestors, unions } from './schema.ts'

type ExtraTimes = Pick<Controls, 'grant' | 'extraTimes' | 'endExtraTime'>

export function extraTimeStore({ db, write }: Postgres): ExtraTimes {
  return {
    grant: (contestId, timeFor, decide) =>
      write(async (tx) => {
        // A start beside it is granted the same, or begins before it.
        await lockContest(tx, eq(contests.id, contestId))
        const contest = await contestById(tx)(contestId)
        const decision = decide(
          contest === null
            ? null
            : {
                contest,
                rounds: await contestReader(tx).roundsOf(contestId),
                target: timeFor.scope === 'everyone' ? null : await nameOf(tx, timeFor.scope, timeFor.targetId),
                running: await tx
                  .select(timesColumns)
                  .from(attempts)
                  .where(and(meant(tx, contestId, timeFor), isNull(attempts.submittedAt)))
                  .orderBy(attempts.id)
                  .for('update'),
                finished: await finishedIn(tx, contestId, timeFor),
              },
        )
        if (!decision.ok) return decision
        const { audit, announcement, extraTime, ...grant } = decision.value
        await writeTimes(tx, grant.times)
        await tx.insert(extraTimes).values(extraTime)
        await appendAudit(tx, audit)
        if (announcement !== null) await insertAnnouncement(tx, announcement)
        const row = await first(named(tx).where(eq(extraTimes.id, extraTime.id)))
        return accept({ ...grant, extraTime: { ...extraTime, target: row?.target ?? null, actor: row?.actor ?? extraTime.actorId } })
      }),
    extraTimes: async (contestId) => {
      const rows = await named(db).where(eq(extraTimes.contestId, contestId)).orderBy(desc(extraTimes.at), desc(extraTimes.id))
      return rows.map(({ extraTime, target, actor }) => ({ ...extraTime, target, actor }))
    },
    endExtraTime: (id, decide) =>
      write(async (tx) => {
        const decision = decide((await first(tx.select().from(extraTimes).where(eq(extraTimes.id, id)))) ?? null)
        if (!decision.ok) return decision
        const { audit, endedAt } = decision.value
        await tx.update(extraTimes).set({ endedAt }).where(eq(extraTimes.id, id))
        await appendAudit(tx, audit)
        return accept({ endedAt })
      }),
  }
}

async function nameOf(db: Db, scope: 'union' | 'person', targetId: string): Promise<string | null> {
  if (scope === 'union') return (await first(db.select({ name: unions.name }).from(unions).where(eq(unions.id, targetId))))?.name ?? null
  const person = db
    .select({ name: accounts.fullName })
    .from(accounts)
    .innerJoin(contestants, eq(contestants.id, accounts.id))
    .where(eq(accounts.id, targetId))
  return (await first(person))?.name ?? null
}

function meant(db: Db, contestId: string, timeFor: TimeFor): SQL | undefined {
  const ofContest = inArray(attempts.roundId, db.select({ id: rounds.id }).from(rounds).where(eq(rounds.contestId, contestId)))
  if (timeFor.scope === 'everyone') return and(ofContest, lt(attempts.startedAt, timeFor.untilAt))
  if (timeFor.scope === 'person') return and(ofContest, eq(attempts.contestantId, timeFor.targetId))
  const below = db.select({ id: unionAncestors.unionId }).from(unionAncestors).where(eq(unionAncestors.ancestorId, timeFor.targetId))
  return and(ofContest, inArray(attempts.unionId, below))
}

async function finishedIn(db: Db, contestId: string, timeFor: TimeFor): Promise<number> {
  if (timeFor.scope !== 'everyone') return 0
  const where = and(meant(db, contestId, timeFor), isNotNull(attempts.submittedAt), gt(attempts.submittedAt, timeFor.fromAt))
  return (await first(db.select({ total: count() }).from(attempts).where(where)))?.total ?? 0
}

const named = (db: Db) =>
  db
    .select({
      extraTime: extraTimes,
      target: sql<string | null>`case ${extraTimes.scope} when 'union' then ${unions.name} when 'person' then person.full_name end`,
      actor: sql<string>`coalesce(actor.full_name, ${extraTimes.actorId})`,
    })
    .from(extraTimes)
    .leftJoin(unions, eq(unions.id, extraTimes.targetId))
    .leftJoin(sql`accounts as person`, sql`person.id = ${extraTimes.targetId}`)
    .leftJoin(sql`accounts as actor`, sql`actor.id = ${extraTimes.actorId}`)
    .$dynamic()

/** Those of some contests in which anybody has been granted time: mostly none. */
export async function grantingContests(db: Db, contestIds: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectDistinct({ id: extraTimes.contestId })
    .from(extraTimes)
    .where(and(inArray(extraTimes.contestId, [...contestIds]), isNull(extraTimes.endedAt)))
  return new Set(rows.map(({ id }) => id))
}

type Starting = { contestId: string; contestantId: string; unionId: string }

/** What is granted to each of those who start an attempt now; inside the caller's transaction. */
export async function extraMsOf(db: Db, who: readonly Starting[]): Promise<number[]> {
  if (who.length === 0) return []
  const asked = sql`unnest(${texts(who.map(({ contestId }) => contestId))}, ${texts(who.map(({ contestantId }) => contestantId))}, ${texts(who.map(({ unionId }) => unionId))})`
  const granted = await rowsOf<{ place: number; total: number }>(
    db,
    sql`
    select asked.place, sum(granted.extra_ms)::int as total
    from ${asked} with ordinality as asked (contest_id, contestant_id, union_id, place)
    join extra_times granted on granted.contest_id = asked.contest_id and granted.ended_at is null
    where (granted.scope = 'person' and granted.target_id = asked.contestant_id)
      or (granted.scope = 'union' and (
        exists (select 1 from union_ancestors above where above.union_id = asked.union_id and above.ancestor_id = granted.target_id)
        or exists (select 1 from merged_people merged where merged.contestant_id = asked.contestant_id and merged.union_id = granted.target_id)
      ))
    group by asked.place`,
  )
  const totals = new Map(granted.map(({ place, total }) => [place, total]))
  return who.map((_, index) => totals.get(index + 1) ?? 0)
}
