import { and, count, desc, eq, gt, inArray, isNotNull, isNull, lt, or, sql, sum, type SQL } from 'drizzle-orm'
import type { Contest, Round } from '../../domain/contest.ts'
import { accept } from '../../domain/decision.ts'
import type { TimeFor } from '../../domain/extra-time.ts'
import type { Controls } from '../../ports/controls.ts'
import { insertAnnouncement } from './announcements.ts'
import { appendAudit } from './audit.ts'
import { timesColumns, writeTimes } from './attempt-times.ts'
import type { Sqlite } from './open.ts'
import { prepared } from './prepared.ts'
import { unlessChanged } from './table-watch.ts'
import { accounts, attempts, contestants, extraTimes, mergedPeople, rounds, unionAncestors, unions } from './schema.ts'

type ExtraTimes = Pick<Controls, 'grant' | 'extraTimes' | 'endExtraTime'>

export function extraTimeStore(sqlite: Sqlite, contestOf: (id: string) => Contest | null, roundsOf: (contestId: string) => Round[]): ExtraTimes {
  const { db, queue } = sqlite
  const nameOf = (scope: TimeFor['scope'], targetId: string): string | null => {
    const person = () =>
      db
        .select({ name: accounts.fullName })
        .from(accounts)
        .innerJoin(contestants, eq(contestants.id, accounts.id))
        .where(eq(accounts.id, targetId))
        .get()
    const union = () => db.select({ name: unions.name }).from(unions).where(eq(unions.id, targetId)).get()
    return (scope === 'person' ? person() : union())?.name ?? null
  }
  const meant = (contestId: string, timeFor: TimeFor): SQL | undefined => {
    const ofContest = inArray(attempts.roundId, db.select({ id: rounds.id }).from(rounds).where(eq(rounds.contestId, contestId)))
    if (timeFor.scope === 'everyone') return and(ofContest, lt(attempts.startedAt, timeFor.untilAt))
    if (timeFor.scope === 'person') return and(ofContest, eq(attempts.contestantId, timeFor.targetId))
    const below = db.select({ id: unionAncestors.unionId }).from(unionAncestors).where(eq(unionAncestors.ancestorId, timeFor.targetId))
    return and(ofContest, inArray(attempts.unionId, below))
  }
  const finishedIn = (contestId: string, timeFor: TimeFor): number => {
    if (timeFor.scope !== 'everyone') return 0
    const where = and(meant(contestId, timeFor), isNotNull(attempts.submittedAt), gt(attempts.submittedAt, timeFor.fromAt))
    return db.select({ total: count() }).from(attempts).where(where).get()?.total ?? 0
  }
  const named = () =>
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

  return {
    grant: (contestId, timeFor, decide) =>
      queue.write(() => {
        const contest = contestOf(contestId)
        const decision = decide(
          contest === null
            ? null
            : {
                contest,
                rounds: roundsOf(contestId),
                target: timeFor.scope === 'everyone' ? null : nameOf(timeFor.scope, timeFor.targetId),
                running: db
                  .select(timesColumns)
                  .from(attempts)
                  .where(and(meant(contestId, timeFor), isNull(attempts.submittedAt)))
                  .all(),
                finished: finishedIn(contestId, timeFor),
              },
        )
        if (!decision.ok) return decision
        const { audit, announcement, extraTime, ...grant } = decision.value
        writeTimes(sqlite, grant.times)
        db.insert(extraTimes).values(extraTime).run()
        appendAudit(sqlite, audit)
        if (announcement !== null) insertAnnouncement(sqlite, announcement)
        const row = named().where(eq(extraTimes.id, extraTime.id)).get()
        return accept({ ...grant, extraTime: { ...extraTime, target: row?.target ?? null, actor: row?.actor ?? extraTime.actorId } })
      }),
    extraTimes: async (contestId) =>
      named()
        .where(eq(extraTimes.contestId, contestId))
        .orderBy(desc(extraTimes.at), desc(extraTimes.id))
        .all()
        .map(({ extraTime, target, actor }) => ({ ...extraTime, target, actor })),
    endExtraTime: (id, decide) =>
      queue.write(() => {
        const decision = decide(db.select().from(extraTimes).where(eq(extraTimes.id, id)).get() ?? null)
        if (!decision.ok) return decision
        const { audit, endedAt } = decision.value
        db.update(extraTimes).set({ endedAt }).where(eq(extraTimes.id, id)).run()
        appendAudit(sqlite, audit)
        return accept({ endedAt })
      }),
  }
}

/** What is granted to a contestant who starts an attempt now; inside the caller's transaction. */
export function extraMsOf({ db }: Pick<Sqlite, 'db'>) {
  const granted = prepared(
    db
      .select({ total: sum(extraTimes.extraMs).mapWith(Number) })
      .from(extraTimes)
      .where(
        and(
          eq(extraTimes.contestId, sql.placeholder('contestId')),
          isNull(extraTimes.endedAt),
          or(
            and(eq(extraTimes.scope, 'person'), eq(extraTimes.targetId, sql.placeholder('contestantId'))),
            and(
              eq(extraTimes.scope, 'union'),
              or(
                inArray(
                  extraTimes.targetId,
                  db
                    .select({ id: unionAncestors.ancestorId })
                    .from(unionAncestors)
                    .where(eq(unionAncestors.unionId, sql.placeholder('unionId'))),
                ),
                inArray(
                  extraTimes.targetId,
                  db
                    .select({ id: mergedPeople.unionId })
                    .from(mergedPeople)
                    .where(eq(mergedPeople.contestantId, sql.placeholder('contestantId'))),
                ),
              ),
            ),
          ),
        ),
      ),
  )
  const any = db.$client.prepare<[contestId: string], number>('select 1 from extra_times where contest_id = ? and ended_at is null limit 1').pluck()
  // Hardly a contest grants any.
  const grants = unlessChanged(db.$client, ['extra_times'], (contestId) => any.get(contestId) !== undefined)
  return (who: { contestId: string; contestantId: string; unionId: string }): number => (grants(who.contestId) ? (granted.get(who)?.total ?? 0) : 0)
}
