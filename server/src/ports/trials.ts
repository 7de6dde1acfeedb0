import type { TrialRound } from '@hoithi/shared/contracts/preflight'

export type TrialEnd = { rounds: TrialRound[]; tooLong: boolean }

export type Trials = {
  /** Play every round of a contest on a throw-away copy, away from the answer path; it ends by itself, and leaves nothing behind. */
  play: (slug: string) => Promise<TrialEnd>
}
