import { and, asc, count, desc, eq, exists, inArray, sql, type SQL } from 'drizzle-orm'
import type { FlagState } from '@hoithi/shared/flag-kinds'
import type { FlagFilter, FlagRow } from '../../ports/flags.ts'
import { matches } from './contestant-list.ts'
import type { Sqlite } from './open.ts'
import { accounts, attempts, contestants, flagPasses, flagPeople, flags, flagVerdicts, outcomes, unionAncestors, unions } from './schema.ts'
import { deskPhone } from './shown-people.ts'

/** People that a row of the list names; a single flag names all that it keeps. */
const NAMED = 3

/** A shared device is not dealt with because one of its people was; of the other kinds one void is the act. */
const acted = sql`${flags.kind} not in ('device', 'address') and exists (
  select 1 from ${flagPeople} left join ${outcomes} on ${outcomes.attemptId} = ${flagPeople.attemptId}
  join ${contestants} on ${contestants.id} = ${flagPeople.contestantId}
  where ${flagPeople.passId} = ${flags.passId} and ${flagPeople.flagId} = ${flags.id} and (${outcomes.voided} = 1 or ${contestants.joinedTo} is not null))`
const state = sql<FlagState>`case when ${flagVerdicts.verdict} is not null then ${flagVerdicts.verdict} when ${acted} then 'acted' else 'new' end`

const sortColumn = { weight: flags.weight, kind: flags.kind, judgedAt: flagVerdicts.at } satisfies Record<FlagFilter['sort'], unknown>
const columns = { flag: flags, state, verdict: flagVerdicts, actor: accounts.login }

/** Reads the flags of the newest pass of a round. */
export function flagReads({ db }: Pick<Sqlite, 'db'>) {
  const current = <Columns extends Parameters<typeof db.select>[0]>(wanted: NonNullable<Columns>) =>
    db
      .select(wanted)
      .from(flags)
      .innerJoin(flagPasses, eq(flagPasses.passId, flags.passId))
      .leftJoin(flagVerdicts, eq(flagVerdicts.flagId, flags.id))
      .leftJoin(accounts, eq(accounts.id, flagVerdicts.actorId))
  const facesOf = (passId: string, flagId: string, limit: number) =>
    db
      .select({
        contestantId: flagPeople.contestantId,
        attemptId: flagPeople.attemptId,
        fullName: accounts.fullName,
        phone: deskPhone,
        birthDate: contestants.birthDate,
        unionId: contestants.unionId,
        unionName: unions.name,
        attemptNumber: attempts.number,
        voided: sql<number>`coalesce(${outcomes.voided}, 0)`,
        joinedTo: contestants.joinedTo,
      })
      .from(flagPeople)
      .innerJoin(contestants, eq(contestants.id, flagPeople.contestantId))
      .innerJoin(accounts, eq(accounts.id, flagPeople.contestantId))
      .innerJoin(unions, eq(unions.id, contestants.unionId))
      .leftJoin(attempts, eq(attempts.id, flagPeople.attemptId))
      .leftJoin(outcomes, eq(outcomes.attemptId, flagPeople.attemptId))
      .where(and(eq(flagPeople.passId, passId), eq(flagPeople.flagId, flagId)))
      .orderBy(asc(flagPeople.position))
      .limit(limit)
      .all()
      .map((face) => ({ ...face, voided: face.voided === 1 }))
  const toRow = ({ flag, state: now, verdict, actor }: Found, limit: number): FlagRow => {
    const { id, roundId, kind, strength, evidence } = flag
    const named = db
      .select({ total: count() })
      .from(flagPeople)
      .where(and(eq(flagPeople.passId, flag.passId), eq(flagPeople.flagId, id)))
      .get()
    const judged = verdict === null ? null : { verdict: verdict.verdict, reason: verdict.reason, at: verdict.at, actor: actor ?? verdict.actorId }
    return { id, roundId, kind, strength, evidence, state: now, people: facesOf(flag.passId, id, limit), named: named?.total ?? 0, verdict: judged }
  }

  return {
    list(filter: FlagFilter): { rows: FlagRow[]; total: number } {
      const where = and(...conditions(db, filter))
      const direction = filter.order === 'asc' ? asc : desc
      const rows = current(columns)
        .where(where)
        .orderBy(direction(sortColumn[filter.sort]), desc(flags.weight), asc(flags.id))
        .limit(filter.pageSize)
        .offset((filter.page - 1) * filter.pageSize)
        .all() as Found[]
      return { rows: rows.map((row) => toRow(row, NAMED)), total: current({ total: count() }).where(where).get()?.total ?? 0 }
    },
    counts: (roundId: string) =>
      current({ kind: flags.kind, strength: flags.strength, state, total: count() })
        .where(eq(flags.roundId, roundId))
        .groupBy(flags.kind, flags.strength, state)
        .orderBy(asc(flags.kind), asc(flags.strength), asc(state))
        .all() as { kind: FlagRow['kind']; strength: FlagRow['strength']; state: FlagState; total: number }[],
    find(id: string): FlagRow | null {
      const found = current(columns).where(eq(flags.id, id)).get() as Found | undefined
      return found === undefined ? null : toRow(found, 1_000)
    },
  }
}

type Found = { flag: typeof flags.$inferSelect; state: FlagState; verdict: typeof flagVerdicts.$inferSelect | null; actor: string | null }

function conditions(db: Sqlite['db'], { roundId, kind, strength, state: wanted, within, search, attemptId }: FlagFilter): (SQL | undefined)[] {
  const naming = (...also: (SQL | undefined)[]): SQL =>
    exists(
      db
        .select({ one: sql`1` })
        .from(flagPeople)
        .innerJoin(contestants, eq(contestants.id, flagPeople.contestantId))
        .where(and(eq(flagPeople.passId, flags.passId), eq(flagPeople.flagId, flags.id), ...also)),
    )
  const below = (ancestorId: string) =>
    db.select({ id: unionAncestors.unionId }).from(unionAncestors).where(eq(unionAncestors.ancestorId, ancestorId))
  const words = (search ?? '').trim()
  return [
    eq(flags.roundId, roundId),
    kind === undefined ? undefined : eq(flags.kind, kind),
    strength === undefined ? undefined : eq(flags.strength, strength),
    wanted === undefined ? undefined : eq(state, wanted),
    within === undefined ? undefined : naming(inArray(contestants.unionId, below(within))),
    words === '' ? undefined : naming(...matches(words, 'any')),
    attemptId === undefined ? undefined : naming(eq(flagPeople.attemptId, attemptId)),
  ]
}
