import type { RoundRules } from '@hoithi/shared/contracts/rules'
import type { Contest, Round } from '../domain/contest.ts'
import type { Decision } from '../domain/decision.ts'
import type { AuditEntry } from './audit.ts'

export type Contests = {
  /** Those that are open at `now` first, then the coming ones, then the past ones. */
  list: (now: number) => Promise<Contest[]>
  find: (slug: string) => Promise<Contest | null>
  byId: (id: string) => Promise<Contest | null>
  /** How the questions of a contest are kept. */
  questionRules: (id: string) => Promise<{ reviewByOther: boolean }>
  rounds: (contestId: string) => Promise<Round[]>
  round: (roundId: string) => Promise<{ round: Round; contest: Contest } | null>
  /** Make a contest with its rounds; an existing slug is left as it is and false comes back. */
  create: (contest: Contest, rounds: Round[]) => Promise<boolean>
  /** Change a round's rules in one commit with its audit entry; nothing is written when `decide` refuses. */
  changeRound: (
    roundId: string,
    decide: (round: Round | null) => Decision<{ rules: RoundRules; audit: AuditEntry }>,
  ) => Promise<Decision<{ rules: RoundRules }>>
}
