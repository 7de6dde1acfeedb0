import { and, asc, count, desc, eq, exists, inArray, sql, type SQL } from 'drizzle-orm'
import type { FlagState } from '@hoithi/shared/flag-kinds'
import type { FlagCount, FlagFace, FlagFilter, FlagRow } from '../../ports/flags.ts'
import { matches } from './contestant-list.ts'
import { first, type Db } from './open.ts'
import { accounts, attempts, contestants, flagPasses, flagPeople, flags, flagVerdicts, outcomes, unionAncestors, unions } from './schema.ts'
import { deskPhone } from './shown-people.ts'

/** People that a row of the list names; a single flag names all that it keeps. */
const NAMED = 3
const EVERYBODY = 1_000

/** A shared device is not dealt with because one of its people was; of the other kinds one void is the act. */
const acted = sql`${flags.kind} not in ('device', 'address') and exists (
  select 1 from ${flagPeople} left join ${outcomes} on ${outcomes.attemptId} = ${flagPeople.attemptId}
  join ${contestants} on ${contestants.id} = ${flagPeople.contestantId}
  where ${flagPeople.passId} = ${flags.passId} and ${flagPeople.flagId} = ${flags.id} and (${outcomes.voided} or ${contestants.joinedTo} is not null))`
const state = sql<FlagState>`case when ${flagVerdicts.verdict} is not null then ${flagVerdicts.verdict} when ${acted} then 'acted' else 'new' end`

/** Flags that nobody has judged stand at the far end of the judged ones. */
const sorting = {
  weight: { asc: asc(flags.weight), desc: desc(flags.weight) },
  kind: { asc: asc(flags.kind), desc: desc(flags.kind) },
  judgedAt: { asc: sql`${flagVerdicts.at} asc nulls first`, desc: sql`${flagVerdicts.at} desc nulls last` },
} satisfies Record<FlagFilter['sort'], Record<FlagFilter['order'], SQL>>
const columns = { flag: flags, state, verdict: flagVerdicts, actor: accounts.login }
type Found = { flag: typeof flags.$inferSelect; state: FlagState; verdict: typeof flagVerdicts.$inferSelect | null; actor: string | null }

/** Reads the flags of the newest pass of a round; a list and the people of its rows are of one moment where `db` is a transaction that sees one. */
export function flagReads(db: Db) {
  const current = <Columns extends Parameters<typeof db.select>[0]>(wanted: NonNullable<Columns>) =>
    db
      .select(wanted)
      .from(flags)
      .innerJoin(flagPasses, eq(flagPasses.passId, flags.passId))
      .leftJoin(flagVerdicts, eq(flagVerdicts.flagId, flags.id))
      .leftJoin(accounts, eq(accounts.id, flagVerdicts.actorId))
      .$dynamic()
  const rowsFor = async (found: readonly Found[], limit: number): Promise<FlagRow[]> => {
    const people = await peopleOf(db, found, limit)
    return found.map(({ flag, state: now, verdict, actor }) => {
      const { id, roundId, kind, strength, evidence } = flag
      const judged = verdict === null ? null : { verdict: verdict.verdict, reason: verdict.reason, at: verdict.at, actor: actor ?? verdict.actorId }
      const { faces, named } = people(flag)
      return { id, roundId, kind, strength, evidence, state: now, people: faces, named, verdict: judged }
    })
  }

  return {
    async list(filter: FlagFilter): Promise<{ rows: FlagRow[]; total: number }> {
      const where = and(...conditions(db, filter))
      const found = (await current(columns)
        .where(where)
        .orderBy(sorting[filter.sort][filter.order], desc(flags.weight), asc(flags.id))
        .limit(filter.pageSize)
        .offset((filter.page - 1) * filter.pageSize)) as Found[]
      const counted = (await current({ total: count() }).where(where)) as { total: number }[]
      return { rows: await rowsFor(found, NAMED), total: counted[0]?.total ?? 0 }
    },
    counts: async (roundId: string): Promise<FlagCount[]> =>
      (await current({ kind: flags.kind, strength: flags.strength, state, total: count() })
        .where(eq(flags.roundId, roundId))
        .groupBy(sql`1, 2, 3`)
        .orderBy(sql`1, 2, 3`)) as FlagCount[],
    async find(id: string): Promise<FlagRow | null> {
      const found = (await current(columns).where(eq(flags.id, id))) as Found[]
      return (await rowsFor(found.slice(0, 1), EVERYBODY))[0] ?? null
    },
  }
}

type Key = Pick<typeof flags.$inferSelect, 'passId' | 'id'>
const keyOf = ({ passId, id }: Key): string => `${passId} ${id}`

/** Whom some flags are about: those named first of each, and how many there are. */
async function peopleOf(db: Db, found: readonly Found[], limit: number): Promise<(flag: Key) => { faces: FlagFace[]; named: number }> {
  if (found.length === 0) return () => ({ faces: [], named: 0 })
  const here = sql`(${flagPeople.passId}, ${flagPeople.flagId}) in (${sql.join(
    found.map(({ flag }) => sql`(${flag.passId}, ${flag.id})`),
    sql`, `,
  )})`
  const turn = sql<number>`row_number() over (partition by ${flagPeople.passId}, ${flagPeople.flagId} order by ${flagPeople.position})`
  const face = db
    .select({
      passId: flagPeople.passId,
      flagId: flagPeople.flagId,
      position: flagPeople.position,
      turn: turn.as('turn'),
      contestantId: flagPeople.contestantId,
      attemptId: flagPeople.attemptId,
      fullName: accounts.fullName,
      phone: deskPhone.as('shown_phone'),
      birthDate: contestants.birthDate,
      unionId: contestants.unionId,
      unionName: sql<string>`${unions.name}`.as('union_name'),
      attemptNumber: attempts.number,
      voided: sql<boolean>`coalesce(${outcomes.voided}, false)`.as('is_void'),
      joinedTo: contestants.joinedTo,
    })
    .from(flagPeople)
    .innerJoin(contestants, eq(contestants.id, flagPeople.contestantId))
    .innerJoin(accounts, eq(accounts.id, flagPeople.contestantId))
    .innerJoin(unions, eq(unions.id, contestants.unionId))
    .leftJoin(attempts, eq(attempts.id, flagPeople.attemptId))
    .leftJoin(outcomes, eq(outcomes.attemptId, flagPeople.attemptId))
    .where(here)
    .as('face')
  const faces = await db
    .select()
    .from(face)
    .where(sql`${face.turn} <= ${limit}`)
    .orderBy(asc(face.passId), asc(face.flagId), asc(face.position))
  const named = await db
    .select({ passId: flagPeople.passId, flagId: flagPeople.flagId, total: count() })
    .from(flagPeople)
    .where(here)
    .groupBy(flagPeople.passId, flagPeople.flagId)
  const totals = new Map(named.map(({ passId, flagId, total }) => [keyOf({ passId, id: flagId }), total]))
  return (flag) => ({
    faces: faces
      .filter(({ passId, flagId }) => passId === flag.passId && flagId === flag.id)
      .map(({ passId: _, flagId: _id, position: _position, turn: _turn, ...shown }) => shown),
    named: totals.get(keyOf(flag)) ?? 0,
  })
}

function conditions(db: Db, { roundId, kind, strength, state: wanted, within, search, attemptId }: FlagFilter): (SQL | undefined)[] {
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

/** What a judge decides on: flags of newest passes, each with the attempt or person that stands first in it, all of one moment. */
export async function judgedFlags(db: Db, ids: readonly string[]) {
  const firstPerson = (column: SQL) => sql<
    string | null
  >`(select ${column} from ${flagPeople} join ${contestants} on ${contestants.id} = ${flagPeople.contestantId}
    where ${flagPeople.passId} = ${flags.passId} and ${flagPeople.flagId} = ${flags.id} order by ${flagPeople.position} limit 1)`
  const rows = await db
    .select({
      id: flags.id,
      roundId: flags.roundId,
      kind: flags.kind,
      attemptId: firstPerson(sql`${flagPeople.attemptId}`),
      phone: firstPerson(deskPhone),
      before: flagVerdicts.verdict,
    })
    .from(flags)
    .innerJoin(flagPasses, eq(flagPasses.passId, flags.passId))
    .leftJoin(flagVerdicts, eq(flagVerdicts.flagId, flags.id))
    .where(sql`${flags.id} = any(${sql.param([...ids])}::text[])`)
  const byId = new Map(rows.map(({ attemptId, phone, ...row }) => [row.id, { ...row, subject: attemptId ?? phone ?? row.id }]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

export const passOf = async (db: Db, roundId: string) => first(db.select().from(flagPasses).where(eq(flagPasses.roundId, roundId)))
