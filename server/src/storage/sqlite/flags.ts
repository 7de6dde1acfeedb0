import { and, eq, inArray, isNull, lt, lte, ne, or, sql, type SQLWrapper } from 'drizzle-orm'
import { accept } from '../../domain/decision.ts'
import type { Flag } from '../../domain/flags.ts'
import type { FlagPass, Flags } from '../../ports/flags.ts'
import { appendAudit } from './audit.ts'
import { flagReads } from './flag-list.ts'
import type { Sqlite } from './open.ts'
import { placeholders } from './placeholders.ts'
import { prepared } from './prepared.ts'
import { attemptSightings, flagPasses, flagPeople, flags, flagVerdicts, projections, resultRevisions, rounds, submissionLog } from './schema.ts'

/** Flags written or thrown away in one commit: answers wait for no more than that. */
const AT_ONCE = 50

export function sqliteFlags(sqlite: Sqlite): Flags {
  const { db, queue } = sqlite
  const reads = flagReads(sqlite)
  const writer = flagWriter(sqlite)
  const passOf = (roundId: string): FlagPass | null => {
    const row = db.select().from(flagPasses).where(eq(flagPasses.roundId, roundId)).get()
    return row === undefined ? null : { at: row.at, seq: row.seq, held: row.held, attempts: row.attempts, leftOut: row.leftOut }
  }
  const behindNow = behindOf(sqlite)

  return {
    due: async (now, before) => {
      const behind = behindNow()
      return db
        .select({ id: rounds.id })
        .from(rounds)
        .leftJoin(flagPasses, eq(flagPasses.roundId, rounds.id))
        .where(
          and(
            lte(rounds.closesAt, now),
            eq(rounds.practice, false),
            or(isNull(flagPasses.at), before === Infinity ? sql`true` : lt(flagPasses.at, before)),
          ),
        )
        .orderBy(rounds.closesAt, rounds.id)
        .all()
        .filter(({ id }) => behind(id, passOf(id)))
        .map(({ id }) => id)
    },
    pass: async (roundId) => passOf(roundId),
    replace: async (roundId, passId, pass, found) => {
      for (let from = 0; from < found.length; from += AT_ONCE)
        await queue.write(() => found.slice(from, from + AT_ONCE).forEach((flag) => writer.add(roundId, passId, flag)))
      await queue.write(() => {
        db.insert(flagPasses)
          .values({ roundId, passId, ...pass })
          .onConflictDoUpdate({ target: flagPasses.roundId, set: { passId, ...pass } })
          .run()
      })
      while (await queue.write(() => writer.removeOthers(roundId, passId))) await new Promise(setImmediate)
    },
    list: async (filter) => reads.list(filter),
    counts: async (roundId) => reads.counts(roundId),
    find: async (id) => reads.find(id),
    judge: (flagIds, decide) =>
      queue.write(() => {
        const decision = decide(
          flagIds.flatMap((id) => {
            const found = reads.find(id)
            if (found === null) return []
            const [first] = found.people
            const subject = first?.attemptId ?? first?.phone ?? id
            return [{ id, roundId: found.roundId, kind: found.kind, subject, before: found.verdict?.verdict ?? null }]
          }),
        )
        if (!decision.ok) return decision
        const { verdict, reason, actorId, at, audits } = decision.value
        for (const id of flagIds) writer.judge(id, verdict === null ? null : { verdict, reason, actorId, at })
        for (const audit of audits) appendAudit(sqlite, audit)
        return accept({ judged: flagIds.length })
      }),
    eraseSightings: (sealedBefore, closedBefore, limit) =>
      queue.write(() => {
        const sealed = db
          .select({ id: resultRevisions.roundId })
          .from(resultRevisions)
          .where(and(eq(resultRevisions.number, 1), lt(resultRevisions.sealedAt, sealedBefore)))
        const forgotten = db
          .select({ id: rounds.id })
          .from(rounds)
          .where(or(inArray(rounds.id, sealed), lt(rounds.closesAt, closedBefore)))
        const due = db
          .selectDistinct({ id: attemptSightings.attemptId })
          .from(attemptSightings)
          .where(inArray(attemptSightings.roundId, forgotten))
          .limit(limit)
        const here = and(inArray(attemptSightings.roundId, forgotten), inArray(attemptSightings.attemptId, due))
        const erased = db.delete(attemptSightings).where(here).run().changes
        // What was seen of devices and addresses goes with them; verdicts on it stay.
        if (erased > 0) writer.removeShared(forgotten)
        return erased
      }),
  }
}

/** Whether a round's log or late answers have moved on since a pass; only what the boards count already can be read by one. */
function behindOf({ db, client }: Sqlite): () => (roundId: string, pass: FlagPass | null) => boolean {
  const logged = prepared(
    db
      .select({ seq: sql<number>`coalesce(max(${submissionLog.seq}), 0)` })
      .from(submissionLog)
      .where(eq(submissionLog.roundId, sql.placeholder('roundId'))),
  )
  const counted = prepared(db.select({ seq: projections.seq }).from(projections).where(eq(projections.name, 'boards')))
  // From the few late answers to their attempts: the planner would begin with every attempt of a round.
  const held = client.prepare<[], { roundId: string; taps: number }>(
    `select a.round_id as roundId, count(*) as taps from held_responses h cross join attempts a on a.id = h.attempt_id group by a.round_id`,
  )
  return () => {
    const taps = new Map(held.all().map((row) => [row.roundId, row.taps]))
    const level = counted.get()?.seq ?? 0
    return (roundId, pass) => {
      const seq = logged.get({ roundId })?.seq ?? 0
      if (seq === 0 || seq > level) return false
      return pass === null || pass.seq < seq || pass.held !== (taps.get(roundId) ?? 0)
    }
  }
}

function flagWriter({ db, client }: Pick<Sqlite, 'db' | 'client'>) {
  const insertFlag = prepared(db.insert(flags).values(placeholders('passId', 'id', 'roundId', 'kind', 'strength', 'weight', 'evidence')))
  const insertPerson = prepared(db.insert(flagPeople).values(placeholders('passId', 'flagId', 'position', 'contestantId', 'attemptId')))
  const removePeople = client.prepare<[string, string]>('delete from flag_people where pass_id = ? and flag_id = ?')
  const old = prepared(
    db
      .select({ passId: flags.passId, id: flags.id })
      .from(flags)
      .where(and(eq(flags.roundId, sql.placeholder('roundId')), ne(flags.passId, sql.placeholder('passId'))))
      .limit(AT_ONCE),
  )
  const remove = ({ passId, id }: { passId: string; id: string }): void => {
    removePeople.run(passId, id)
    db.delete(flags)
      .where(and(eq(flags.passId, passId), eq(flags.id, id)))
      .run()
  }
  return {
    add(roundId: string, passId: string, { id, kind, strength, weight, evidence, people }: Flag): void {
      insertFlag.run({ passId, id, roundId, kind, strength, weight, evidence })
      for (const [position, person] of people.entries()) insertPerson.run({ passId, flagId: id, position, ...person })
    },
    /** Some flags of other passes; whether there may be more. */
    removeOthers(roundId: string, passId: string): boolean {
      const some = old.all({ roundId, passId })
      for (const flag of some) remove(flag)
      return some.length === AT_ONCE
    },
    removeShared(roundIds: SQLWrapper): void {
      const shared = db
        .select({ passId: flags.passId, id: flags.id })
        .from(flags)
        .where(and(inArray(flags.roundId, roundIds), inArray(flags.kind, ['device', 'address'])))
        .all()
      for (const flag of shared) remove(flag)
    },
    judge(flagId: string, verdict: Omit<typeof flagVerdicts.$inferInsert, 'flagId' | 'roundId'> | null): void {
      if (verdict === null) {
        db.delete(flagVerdicts).where(eq(flagVerdicts.flagId, flagId)).run()
        return
      }
      const roundId = db.select({ roundId: flags.roundId }).from(flags).where(eq(flags.id, flagId)).limit(1).get()?.roundId
      if (roundId === undefined) return
      db.insert(flagVerdicts)
        .values({ flagId, roundId, ...verdict })
        .onConflictDoUpdate({ target: flagVerdicts.flagId, set: verdict })
        .run()
    },
  }
}
