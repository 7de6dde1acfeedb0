import type { ContestSettings, RoundRules } from '@hoithi/shared/contracts/rules'

/** Half-open: a moment m is inside when opensAt ≤ m < closesAt. Epoch milliseconds. */
export type Window = { opensAt: number; closesAt: number }

export type Contest = Window & {
  id: string
  slug: string
  title: string
  organiser: string
  /** The organisers' own text, markdown. */
  intro: string
  timeZone: string
  consent: { version: string; text: { vi: string; en: string } }
  /** A draft is seen at the desk only. */
  state: 'draft' | 'published'
  settings: ContestSettings
  /** Since when every attempt stands still; null while it goes on. */
  pausedAt: number | null
}

/** The settings of a contest that asks for nothing special. */
export const plainSettings: ContestSettings = {
  attemptsPerContest: null,
  overall: 'sum',
  eligibleKinds: [],
  eligibleUnions: [],
  accessCode: null,
  barred: [],
  entry: 'open',
  prizes: {
    roundPeople: [],
    contestPeople: [],
    unions: [],
    divisions: [],
    unionMetric: 'people',
    leastMembers: 0,
    onePerPerson: 'no',
  },
  expectedPeople: null,
}

export type Round = Window & {
  id: string
  contestId: string
  number: number
  title: string
  rules: RoundRules
  /** The newest results revision; null until the round is sealed. */
  sealedRevision: number | null
  /** Thi thử: as many attempts as anyone likes, never logged, ranked or counted. */
  practice: boolean
}

export type RoundPhase = 'before' | 'open' | 'over' | 'sealed'

export function windowPhase(window: Window, now: number): 'before' | 'open' | 'over' {
  if (now < window.opensAt) return 'before'
  return now < window.closesAt ? 'open' : 'over'
}

export function roundPhase(round: Round, now: number): RoundPhase {
  return round.sealedRevision === null ? windowPhase(round, now) : 'sealed'
}

/** Whether the public boards of the round may name scores; it guards the all-correct count while it can be predicted. */
export function scoresShown(round: Round): boolean {
  return round.rules.scoresOnBoards === 'live' || round.sealedRevision !== null
}

/** Whether a contestant may see the score of their own attempt. */
export function ownScoreShown(round: Round): boolean {
  return round.rules.showScore === 'atSubmission' || round.sealedRevision !== null
}

export function questionCount(rules: Pick<RoundRules, 'blueprint'>): number {
  return rules.blueprint.reduce((sum, cell) => sum + cell.count, 0)
}

/** To two decimals, as papers are graded. */
export function maxScore(rules: Pick<RoundRules, 'blueprint' | 'points'>): number {
  return Math.round(rules.blueprint.reduce((sum, cell) => sum + cell.count * (cell.points ?? rules.points), 0) * 100) / 100
}
