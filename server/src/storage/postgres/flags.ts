import { and, eq, inArray, isNull, lt, lte, or, sql, type SQLWrapper } from 'drizzle-orm'
import { accept } from '../../domain/decision.ts'
import type { Flag } from '../../domain/flags.ts'
import type { Flags, Judgement } from '../../ports/flags.ts'
import { appendAudit } from './audit.ts'
import { flagReads, judgedFlags, passOf } from './flag-list.ts'
import { texts } from './many-rows.ts'
import type { Db, Postgres } from './open.ts'
import {
  attemptSightings,
  attempts,
  flagPasses,
  flagPeople,
  flags,
  flagVerdicts,
  heldResponses,
  projections,
  resultRevisions,
  rounds,
  submissionLog,
} from './schema.ts'

/** Rows of one statement. */
const AT_ONCE = 1_000

export function postgresFlags({ db, read, write, answer }: Postgres): Flags {
  return {
    due: (now, before) => dueRounds(db, now, before),
    pass: async (roundId) => {
      const row = await passOf(db, roundId)
      return row === undefined ? null : { at: row.at, seq: row.seq, held: row.held, attempts: row.attempts, leftOut: row.leftOut }
    },
    // In one commit: what another server is writing of the same round is not to be seen, and not thrown away half written.
    replace: (roundId, passId, pass, found) =>
      answer(async (tx) => {
        await addFlags(tx, { roundId, passId }, found)
        await tx
          .insert(flagPasses)
          .values({ roundId, passId, ...pass })
          .onConflictDoUpdate({ target: flagPasses.roundId, set: { passId, ...pass } })
        await removeFlags(tx, sql`${flags.roundId} = ${roundId} and ${flags.passId} <> ${passId}`)
      }),
    list: (filter) => read((tx) => flagReads(tx).list(filter)),
    counts: (roundId) => flagReads(db).counts(roundId),
    find: (id) => read((tx) => flagReads(tx).find(id)),
    judge: (flagIds, decide) =>
      write(async (tx) => {
        const decision = decide(await judgedFlags(tx, flagIds))
        if (!decision.ok) return decision
        await judge(tx, flagIds, decision.value)
        for (const audit of decision.value.audits) await appendAudit(tx, audit)
        return accept({ judged: flagIds.length })
      }),
    eraseSightings: (sealedBefore, closedBefore, limit) =>
      write(async (tx) => {
        const sealed = tx
          .select({ id: resultRevisions.roundId })
          .from(resultRevisions)
          .where(and(eq(resultRevisions.number, 1), lt(resultRevisions.sealedAt, sealedBefore)))
        const forgotten = tx
          .select({ id: rounds.id })
          .from(rounds)
          .where(or(inArray(rounds.id, sealed), lt(rounds.closesAt, closedBefore)))
        const due = tx
          .selectDistinct({ id: attemptSightings.attemptId })
          .from(attemptSightings)
          .where(inArray(attemptSightings.roundId, forgotten))
          .limit(limit)
        const here = and(inArray(attemptSightings.roundId, forgotten), inArray(attemptSightings.attemptId, due))
        const erased = await tx.delete(attemptSightings).where(here).returning({ id: attemptSightings.attemptId })
        // What was seen of devices and addresses goes with them; verdicts on it stay.
        if (erased.length > 0) await removeFlags(tx, sql`${inArray(flags.roundId, forgotten)} and ${flags.kind} in ('device', 'address')`)
        return erased.length
      }),
  }
}

/** Closed rounds whose log or late answers have moved on since their pass; only what the boards count already can be read by one. */
async function dueRounds(db: Db, now: number, before: number): Promise<string[]> {
  const logged = sql<number>`coalesce((select max(${submissionLog.seq}) from ${submissionLog} where ${submissionLog.roundId} = ${rounds.id}), 0)`
  const level = sql<number>`coalesce((select ${projections.seq} from ${projections} where ${projections.name} = 'boards'), 0)`
  const taps = db
    .select({ roundId: attempts.roundId, taps: sql<number>`count(*)`.as('taps') })
    .from(heldResponses)
    .innerJoin(attempts, eq(attempts.id, heldResponses.attemptId))
    .groupBy(attempts.roundId)
    .as('late')
  const candidates = await db
    .select({ id: rounds.id, logged, level, held: sql<number>`coalesce(${taps.taps}, 0)`, passSeq: flagPasses.seq, passHeld: flagPasses.held })
    .from(rounds)
    .leftJoin(flagPasses, eq(flagPasses.roundId, rounds.id))
    .leftJoin(taps, eq(taps.roundId, rounds.id))
    .where(
      and(
        lte(rounds.closesAt, now),
        eq(rounds.practice, false),
        or(isNull(flagPasses.at), before === Infinity ? sql`true` : lt(flagPasses.at, before)),
      ),
    )
    .orderBy(rounds.closesAt, rounds.id)
  return candidates
    .filter(({ logged: seq, level: counted, held, passSeq, passHeld }) => {
      if (seq === 0 || seq > counted) return false
      return passSeq === null || passSeq < seq || passHeld !== held
    })
    .map(({ id }) => id)
}

async function addFlags(tx: Db, here: { roundId: string; passId: string }, found: readonly Flag[]): Promise<void> {
  const rows = found.map(({ people: _, ...flag }) => ({ ...here, ...flag }))
  const people = found.flatMap((flag) => flag.people.map((person, position) => ({ passId: here.passId, flagId: flag.id, position, ...person })))
  for (let from = 0; from < rows.length; from += AT_ONCE) await tx.insert(flags).values(rows.slice(from, from + AT_ONCE))
  for (let from = 0; from < people.length; from += AT_ONCE) await tx.insert(flagPeople).values(people.slice(from, from + AT_ONCE))
}

async function removeFlags(tx: Db, which: SQLWrapper): Promise<void> {
  await tx.execute(
    sql`delete from ${flagPeople} using ${flags} where ${flags.passId} = ${flagPeople.passId} and ${flags.id} = ${flagPeople.flagId} and ${which}`,
  )
  await tx.delete(flags).where(sql`${which}`)
}

async function judge(tx: Db, flagIds: readonly string[], { verdict, reason, actorId, at }: Omit<Judgement, 'audits'>): Promise<void> {
  if (verdict === null) {
    await tx.delete(flagVerdicts).where(sql`${flagVerdicts.flagId} = any(${texts(flagIds)})`)
    return
  }
  const judged = await tx
    .selectDistinct({ flagId: flags.id, roundId: flags.roundId })
    .from(flags)
    .where(sql`${flags.id} = any(${texts(flagIds)})`)
  if (judged.length === 0) return
  const said = { verdict, reason, actorId, at }
  await tx
    .insert(flagVerdicts)
    .values(judged.map((flag) => ({ ...flag, ...said })))
    .onConflictDoUpdate({ target: flagVerdicts.flagId, set: said })
}
