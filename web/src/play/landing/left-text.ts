import { t } from '../../lib/text/play-rounds.svelte.ts'
import type { RoundView } from '../session.svelte.ts'

type My = Pick<NonNullable<RoundView['my']>, 'attemptsUsed' | 'attemptsLeft' | 'leftToday'>

/** Attempts that a person still has: of the round, or of the whole contest where that is fewer; and of today. */
export function leftText({ attemptsPerRound }: Pick<RoundView, 'attemptsPerRound'>, { attemptsUsed, attemptsLeft, leftToday }: My): string {
  const ofContest = attemptsLeft < attemptsPerRound - attemptsUsed
  const left = t(ofContest ? 'round.contestLeft' : 'round.attemptsLeft', { left: attemptsLeft, total: attemptsPerRound })
  return leftToday === null ? left : `${left} ${t('round.leftToday', { left: Math.min(leftToday, attemptsLeft) })}`
}
