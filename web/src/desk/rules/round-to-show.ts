import type { RoundPhase } from '@hoithi/shared/contracts/contests'

type Dated = { opensAt: number; phase: RoundPhase }

/** The round a desk opens with: the open one, else the one that ended last, else the next to come; null without rounds. */
export function roundToShow<Round extends Dated>(rounds: readonly Round[]): Round | null {
  const byStart = [...rounds].sort((a, b) => a.opensAt - b.opensAt)
  return byStart.findLast((round) => round.phase === 'open') ?? byStart.findLast((round) => round.phase !== 'before') ?? byStart[0] ?? null
}
