import type { Contest, Round } from '../domain/contest.ts'

export type Contests = {
  /** Those that are open at `now` first, then the coming ones, then the past ones. */
  list: (now: number) => Promise<Contest[]>
  find: (slug: string) => Promise<Contest | null>
  rounds: (contestId: string) => Promise<Round[]>
  round: (roundId: string) => Promise<{ round: Round; contest: Contest } | null>
  /** Make a contest with its rounds; an existing slug is left as it is and false comes back. */
  create: (contest: Contest, rounds: Round[]) => Promise<boolean>
}
