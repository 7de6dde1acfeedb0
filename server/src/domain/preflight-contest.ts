import type { PreflightCheck } from '@hoithi/shared/contracts/preflight'
import { feasibility, type BankGroup } from './blueprint.ts'
import { questionCount, roundsAskingAlike, windowPhase, type Contest, type Round, type Window } from './contest.ts'
import { bad, good, orGood } from './preflight.ts'
import type { QuestionStatus } from './question.ts'

const MINUTE_MS = 60_000

/** A contest that is over, unpublished or paused takes no attempts. */
export function contestCheck(
  { opensAt, closesAt, state, pausedAt }: Pick<Contest, 'opensAt' | 'closesAt' | 'state' | 'pausedAt'>,
  now: number,
): PreflightCheck {
  if (state === 'draft') return bad('contest', now < opensAt ? 'warn' : 'fail', 'contestDraft', { opensAt })
  if (pausedAt !== null) return bad('contest', 'warn', 'contestPaused', { pausedAt })
  return windowPhase({ opensAt, closesAt }, now) === 'over'
    ? bad('contest', 'warn', 'contestOver', { closedAt: closesAt })
    : good('contest', 'contestAhead', { opensAt, closesAt })
}

/** A contest for listed people only needs a list. */
export function rosterChecks({ settings }: Pick<Contest, 'settings'>, listed: number): PreflightCheck[] {
  return settings.entry === 'listed' && listed === 0 ? [bad('contest', 'fail', 'rosterEmpty')] : []
}

/** Windows that nobody can use, that stick out of the contest, overlap, or are past without a seal. */
export function windowChecks(contest: Window, rounds: readonly Round[], now: number): PreflightCheck[] {
  if (rounds.length === 0) return [bad('windows', 'fail', 'noRounds')]
  const found = rounds.flatMap((round): PreflightCheck[] => {
    const { opensAt, closesAt } = round
    const figures = { opensAt, closesAt }
    if (closesAt <= opensAt) return [bad('windows', 'fail', 'roundEmpty', figures, round)]
    const least = round.rules.minutes * MINUTE_MS
    return [
      ...(closesAt - opensAt < least ? [bad('windows', 'warn', 'roundShort', { ...figures, minutes: round.rules.minutes }, round)] : []),
      ...(opensAt < contest.opensAt || closesAt > contest.closesAt ? [bad('windows', 'warn', 'roundOutside', figures, round)] : []),
      ...(windowPhase(round, now) === 'over' && round.sealedRevision === null
        ? [bad('windows', 'warn', 'roundUnsealed', { closedAt: closesAt }, round)]
        : []),
    ]
  })
  return orGood([...found, ...overlaps(rounds)], good('windows', 'roundsInOrder', { rounds: rounds.length }))
}

/** Rounds that run at the same time: a person may take both, which is rarely what was meant. */
function overlaps(rounds: readonly Round[]): PreflightCheck[] {
  return rounds.flatMap((round, index) =>
    rounds
      .slice(index + 1)
      .filter((other) => Math.max(round.opensAt, other.opensAt) < Math.min(round.closesAt, other.closesAt))
      .map((other) => bad('windows', 'warn', 'roundsOverlap', { other: other.title }, round)),
  )
}

/** Rules that contradict their window; whether rules are wise is the organisers' affair. */
export function ruleChecks(rounds: readonly Round[]): PreflightCheck[] {
  const found = rounds.flatMap((round): PreflightCheck[] => {
    const { attemptsPerRound, minutes } = round.rules
    const openMs = round.closesAt - round.opensAt
    const fits = attemptsPerRound === 1 || attemptsPerRound * minutes * MINUTE_MS <= openMs
    return [
      ...(fits || openMs <= 0 ? [] : [bad('rules', 'warn', 'attemptsDoNotFit', { attempts: attemptsPerRound, minutes, openMs }, round)]),
      ...answersWait(round, rounds),
    ]
  })
  return orGood(found, good('rules', 'rulesConsistent', { rounds: rounds.length }))
}

/** Answers that the rules show after the seal wait for rounds that may ask the same; the organisers should know. */
function answersWait(round: Round, rounds: readonly Round[]): PreflightCheck[] {
  const last = round.rules.showAnswers === 'afterSeal' ? roundsAskingAlike(round, rounds).at(-1) : undefined
  return last === undefined ? [] : [bad('rules', 'warn', 'answersWait', { other: last.title }, round)]
}

type StatusCount = BankGroup & { status: QuestionStatus; practice: boolean }

/** The bank against the paper of each round that is still to be taken: a paper must be there, and better two, or everybody gets the same one. */
export function bankChecks(rounds: readonly Round[], counts: readonly StatusCount[], now: number): PreflightCheck[] {
  const ready = counts.filter(({ status }) => status === 'ready')
  return rounds
    .filter((round) => round.sealedRevision === null && windowPhase(round, now) !== 'over')
    .map((round) =>
      bankCheck(
        round,
        ready.filter(({ practice }) => practice === round.practice),
      ),
    )
}

function bankCheck(round: Round, ready: readonly BankGroup[]): PreflightCheck {
  const { blueprint } = round.rules
  const { cells, feasible } = feasibility(blueprint, ready)
  const measured = cells.map(({ spare, have }, index) => ({ number: index + 1, spare, have, need: blueprint[index]?.count ?? 0 }))
  const tightest = measured.reduce((worst, cell) => (cell.spare / cell.need < worst.spare / worst.need ? cell : worst), measured[0] ?? EMPTY)
  const figures = { questions: questionCount(round.rules), ...tightest }
  if (!feasible) return bad('bank', 'fail', 'bankLacking', { ...figures, lacking: Math.max(1, -tightest.spare) }, round)
  if (tightest.spare < tightest.need) return bad('bank', 'warn', 'bankSmall', figures, round)
  return good('bank', 'bankEnough', figures, round)
}
const EMPTY = { number: 0, spare: 0, have: 0, need: 1 }

/** Questions that are in the bank and may not be drawn. */
export function waitingCheck(counts: readonly Pick<StatusCount, 'status' | 'count'>[]): PreflightCheck {
  const of = (wanted: QuestionStatus): number => counts.reduce((sum, { status, count }) => sum + (status === wanted ? count : 0), 0)
  const [drafts, reviewed, ready] = [of('draft'), of('reviewed'), of('ready')]
  return drafts + reviewed > 0
    ? bad('waiting', 'warn', 'someWaiting', { waiting: drafts + reviewed, drafts, reviewed, ready })
    : good('waiting', 'noneWaiting', { ready })
}
