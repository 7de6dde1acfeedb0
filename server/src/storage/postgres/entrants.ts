import type { ContestantKind } from '@hoithi/shared/contracts/common'
import { sql } from 'drizzle-orm'
import type { Entrant } from '../../domain/eligibility.ts'
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

/** Reads what decides whether a contestant may take part in a contest, in one statement; for reads and inside the transaction of a start alike. */
export function entrantReader(db: Db): (contestId: string, contestantId: string) => Promise<(Entrant & { unionId: string }) | null> {
  return async (contestId, contestantId) => {
    const [found] = await rowsOf<Row>(
      db,
      sql`
      select person.contestant_kind as "contestantKind", person.phone, person.union_id as "unionId",
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
      from contestants person left join contests contest on contest.id = ${contestId}::text
      where person.id = ${contestantId}::text`,
    )
    return found ?? null
  }
}
