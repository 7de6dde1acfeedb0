import type { PreflightCheck } from '@hoithi/shared/contracts/preflight'
import type { RoundRules } from '@hoithi/shared/contracts/rules'
import { questionCount } from './contest.ts'
import { bad, good } from './preflight.ts'

/** In the last hour of a round comes a tenth of all its attempts, and inside that hour half as much again in the worst minutes. */
const CLOSING_HOUR_SHARE = 0.1
const BURST = 1.5
const HOUR_SECONDS = 3_600
/** Where more are allowed, people do not take them all. */
const MOST_ATTEMPTS = 3

export type Load = { people: number; attempts: number; questions: number; savesPerSecond: number }
export type Bench = { at: number; savesPerSecond: number }

/** Answers a second in the closing hour of the heaviest round: people × attempts × questions × 10 % × 1.5 ÷ 3600; null when nobody knows how many come, or there is no round. */
export function expectedLoad(people: number | null, rounds: readonly { rules: Pick<RoundRules, 'attemptsPerRound' | 'blueprint'> }[]): Load | null {
  if (people === null) return null
  const loads = rounds.map(({ rules }): Load => {
    const attempts = Math.min(rules.attemptsPerRound, MOST_ATTEMPTS)
    const questions = questionCount(rules)
    const savesPerSecond = Math.ceil((people * attempts * questions * CLOSING_HOUR_SHARE * BURST) / HOUR_SECONDS)
    return { people, attempts, questions, savesPerSecond }
  })
  return loads.reduce<Load | null>((most, load) => (most === null || load.savesPerSecond > most.savesPerSecond ? load : most), null)
}

/** What is expected against what this machine bore in its last bench; half of that should stay free. */
export function loadCheck(load: Load | null, bench: Bench | null): PreflightCheck {
  if (load === null) return bad('load', 'warn', 'loadUnknown')
  const expected = load.savesPerSecond
  if (bench === null) return bad('load', 'warn', 'benchMissing', { expected, people: load.people })
  const figures = { expected, borne: Math.floor(bench.savesPerSecond), benchedAt: bench.at, people: load.people }
  if (expected > bench.savesPerSecond) return bad('load', 'fail', 'loadTooHigh', figures)
  return expected * 2 > bench.savesPerSecond ? bad('load', 'warn', 'loadClose', figures) : good('load', 'loadBorne', figures)
}
