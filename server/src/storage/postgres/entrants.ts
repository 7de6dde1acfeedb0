import type { ContestantKind } from '@hoithi/shared/contracts/common'
import { sql } from 'drizzle-orm'
import type { Entrant } from '../../domain/eligibility.ts'
import { texts } from './many-rows.ts'
import { rowsOf, type Db } from './open.ts'

type Row = {
  contestantKind: ContestantKind
  phone: string
  unionId: string
  unions: string[]
  listed: boolean
  entered: boolean
  agreed: boolean
  attempts: number
}

type Pair = { contestId: string; contestantId: string }
type Known = Entrant & { unionId: string }

/** Reads what decides whether contestants may take part in contests, in one statement; for reads and inside the transaction of a start alike. Null: there is no such person. */
export async function entrantsOf(db: Db, pairs: readonly Pair[]): Promise<(Known | null)[]> {
  const rows = await rowsOf<Row & { nth: number }>(
    db,
    sql`
    select pair.nth, person.contestant_kind as "contestantKind", person.phone, person.union_id as "unionId",
      array(
        select ancestor_id from union_ancestors where union_id = person.union_id
        -- Whom a union's name let in, it lets in under the name that it was merged into.
        union all select merged.id from unions merged join union_ancestors above on above.ancestor_id = merged.merged_into
        where above.union_id = person.union_id
      ) as unions,
      exists (
        select 1 from roster_entries entry where entry.contest_id = contest.id
        -- An entry lets one person in: whoever claimed it, else whoever has its phone.
        and (entry.account_id = person.id or (entry.account_id is null and entry.phone = person.phone))
      ) as listed,
      exists (select 1 from contest_entries entry where entry.contest_id = contest.id and entry.contestant_id = person.id) as entered,
      (
        contest.id is null or contest.consent::json ->> 'version' = person.consent_version
        or exists (
          select 1 from consents given where given.contestant_id = person.id and given.contest_id = contest.id
          and given.version = contest.consent::json ->> 'version'
        )
      ) as agreed,
      (
        select count(*) from attempts attempt join rounds round on round.id = attempt.round_id
        where round.contest_id = contest.id and not round.practice and attempt.contestant_id = person.id
      ) as attempts
    from unnest(${texts(pairs.map(({ contestId }) => contestId))}, ${texts(pairs.map(({ contestantId }) => contestantId))})
      with ordinality as pair(contest_id, contestant_id, nth)
    join contestants person on person.id = pair.contestant_id left join contests contest on contest.id = pair.contest_id`,
  )
  const byPlace = new Map(rows.map(({ nth, ...known }) => [nth, known]))
  return pairs.map((_, index) => byPlace.get(index + 1) ?? null)
}

/** The same of one person. */
export function entrantReader(db: Db): (contestId: string, contestantId: string) => Promise<Known | null> {
  return async (contestId, contestantId) => (await entrantsOf(db, [{ contestId, contestantId }]))[0] ?? null
}
