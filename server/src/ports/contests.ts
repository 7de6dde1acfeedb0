import type { RoundRules } from '@hoithi/shared/contracts/rules'
import type { Contest, Round } from '../domain/contest.ts'
import type { Decision } from '../domain/decision.ts'
import type { Entrant } from '../domain/eligibility.ts'
import type { NewTimes, RunningTimes } from '../domain/extension.ts'
import type { AuditEntry } from './audit.ts'

/** A contest with what decides how much of it may still change. */
export type ContestInUse = {
  contest: Contest
  rounds: Round[]
  /** Attempts that were begun, by round. */
  attempts: ReadonlyMap<string, number>
}

/** A contest and all its rounds as they shall be; rounds that are not named are removed. */
export type ContestWrite = { contest: Contest; rounds: Round[]; audit: AuditEntry }
/** As it is changed: with every attempt that is not finished. */
type ContestChanging = ContestInUse & { running: RunningTimes[] }

export type Contests = {
  /** Those that are open at `now` first, then the coming ones, then the past ones; drafts are among them. */
  list: (now: number) => Promise<Contest[]>
  find: (slug: string) => Promise<Contest | null>
  byId: (id: string) => Promise<Contest | null>
  /** How the questions of a contest are kept. */
  questionRules: (id: string) => Promise<{ reviewByOther: boolean }>
  rounds: (contestId: string) => Promise<Round[]>
  round: (roundId: string) => Promise<{ round: Round; contest: Contest } | null>
  inUse: (slug: string) => Promise<ContestInUse | null>
  /** What decides whether a contestant may take part; null when there is no such contestant. */
  entrant: (contestId: string, contestantId: string) => Promise<Entrant | null>
  /** Make a contest with its rounds, and its audit entry in the same commit; an existing slug is left as it is and false comes back. */
  create: (contest: Contest, rounds: Round[], audit?: AuditEntry) => Promise<boolean>
  /** Make a contest as `create` does, with a copy of another's question bank if wanted; every copy is a question of its own. */
  clone: (fromId: string, copy: ContestWrite & { withQuestions: boolean; at: number }) => Promise<boolean>
  /** Change a contest and its rounds in one commit with the audit entry; nothing is written when `decide` refuses or the new slug is another's. */
  change: (
    slug: string,
    decide: (found: ContestChanging | null) => Decision<ContestWrite & { times?: NewTimes[] }>,
  ) => Promise<Decision<ContestWrite>>
  /** Change a round's rules in one commit with its audit entry; nothing is written when `decide` refuses. */
  changeRound: (
    roundId: string,
    decide: (round: Round | null) => Decision<{ rules: RoundRules; audit: AuditEntry }>,
  ) => Promise<Decision<{ rules: RoundRules }>>
  /** Note that a contestant has given the access code; again changes nothing. */
  enter: (contestId: string, contestantId: string, at: number) => Promise<void>
}
