import type { PreflightCheck } from '@hoithi/shared/contracts/preflight'
import { feasibility, type BankGroup } from './blueprint.ts'
import { questionCount, windowPhase, type Contest, type Round } from './contest.ts'
import { bad, good, orGood } from './preflight.ts'
import type { QuestionStatus } from './question.ts'

const MINUTE_MS = 60_000

/** Draft, paused and past contests take no attempts. */
export function contestCheck(contest: Pick<Contest, 'state' | 'pausedAt' | 'opensAt' | 'closesAt'>, now: number): PreflightCheck {
  const window = { opensAt: contest.opensAt, closesAt: contest.closesAt }
  if (contest.state === 'draft') return bad('contest', 'fail', 'contestDraft', window)
  if (windowPhase(contest, now) === 'over') return bad('contest', 'warn', 'contestOver', { closedAt: contest.closesAt })
  if (contest.pausedAt !== null) return bad('contest', 'warn', 'contestPaused', { pausedAt: contest.pausedAt })
  return good('contest', 'contestPublished', window)
}

/** Windows that nobody can use, that stick out of the contest, overlap, or are past without a seal. */
export function windowChecks(contest: Pick<Contest, 'opensAt' | 'closesAt'>, rounds: readonly Round[], now: number): PreflightCheck[] {
  if (rounds.length === 0) return [bad('windows', 'fail', 'noRounds')]
  const found = rounds.flatMap((round): PreflightCheck[] => {
    const { opensAt, closesAt } = round
    const figures = { opensAt, closesAt }
    if (closesAt <= opensAt) return [bad('windows', 'fail', 'roundEmpty', figures, round)]
    const least = round.rules.minutes * MINUTE_MS
    return [
      ...(closesAt - opensAt < least ? [bad('windows', 'warn', 'roundShort', { ...figures, minutes: round.rules.minutes }, round)] : []),
      ...(opensAt < contest.opensAt || closesAt > contest.closesAt ? [bad('windows', 'warn', 'roundOutside', figures, round)] : []),
      ...(windowPhase(round, now) === 'over' && round.sealedRevision === null && !round.practice
        ? [bad('windows', 'warn', 'roundUnsealed', { closedAt: closesAt }, round)]
        : []),
    ]
  })
  return orGood([...found, ...overlaps(rounds)], good('windows', 'roundsInOrder', { rounds: rounds.length }))
}

/** Rounds that run at the same time; practice may run beside any of them. */
function overlaps(rounds: readonly Round[]): PreflightCheck[] {
  const counted = rounds.filter(({ practice, opensAt, closesAt }) => !practice && opensAt < closesAt)
  return counted.flatMap((round, index) =>
    counted
      .slice(index + 1)
      .filter((other) => round.opensAt < other.closesAt && other.opensAt < round.closesAt)
      .map((other) => bad('windows', 'warn', 'roundsOverlap', { other: other.title }, round)),
  )
}

/** Rules that contradict the window or the roster; whether rules are wise is the organisers' affair. */
export function ruleChecks(contest: Pick<Contest, 'settings'>, rounds: readonly Round[], rosterEntries: number): PreflightCheck[] {
  const ofRounds = rounds.flatMap((round): PreflightCheck[] => {
    const { rules, opensAt, closesAt } = round
    const open = closesAt - opensAt
    const needed = rules.attemptsPerRound * rules.minutes
    return [
      ...(rules.board === 'frozen' && rules.frozenMinutes * MINUTE_MS >= open
        ? [bad('rules', 'warn', 'boardAlwaysFrozen', { frozenMinutes: rules.frozenMinutes }, round)]
        : []),
      ...(open > 0 && !round.practice && rules.attemptsPerRound > 1 && needed * MINUTE_MS > open
        ? [bad('rules', 'warn', 'attemptsDoNotFit', { attempts: rules.attemptsPerRound, minutes: rules.minutes, openMs: open }, round)]
        : []),
    ]
  })
  const empty = contest.settings.entry === 'listed' && rosterEntries === 0
  return orGood([...(empty ? [bad('rules', 'fail', 'rosterEmpty')] : []), ...ofRounds], good('rules', 'rulesConsistent', { rounds: rounds.length }))
}

type StatusCount = BankGroup & { status: QuestionStatus }

/** The bank against the paper of each round that is still to be taken: a paper must be there, and better two, or everybody gets the same one. */
export function bankChecks(rounds: readonly Round[], counts: readonly StatusCount[], now: number): PreflightCheck[] {
  const ready = counts.filter(({ status }) => status === 'ready')
  return rounds
    .filter((round) => !round.practice && round.sealedRevision === null && windowPhase(round, now) !== 'over')
    .map((round) => bankCheck(round, ready))
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
