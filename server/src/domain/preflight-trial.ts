import type { PreflightCheck, Trial } from '@hoithi/shared/contracts/preflight'
import { bad, good } from './preflight.ts'

/** What the robot's last attempt says; `current`: rounds and questions are still those that it played. */
export function trialCheck(last: { trial: Trial; current: boolean } | null): PreflightCheck {
  if (last === null) return bad('trial', 'warn', 'trialNone')
  const { at, rounds, tookMs, passed } = last.trial
  const figures = { triedAt: at, rounds: rounds.length, tookMs, failed: rounds.filter((round) => !round.passed).length }
  if (!last.current) return bad('trial', 'warn', 'trialOld', figures)
  return passed ? good('trial', 'trialPassed', figures) : bad('trial', 'fail', 'trialFailed', figures)
}
