import type { ContestantKind } from '@hoithi/shared/contracts/common'
import type { RoundRules } from '@hoithi/shared/contracts/rules'
import { windowPhase, type Round, type Window } from './contest.ts'
import { accept, refuse, type Decision } from './decision.ts'
import type { PaperItem } from './paper.ts'

/** How long after the deadline a response or a submission may still arrive over a bad line. */
export const NETWORK_GRACE_MS = 30_000

export type FinishedBy = 'contestant' | 'deadline'

/** The part of an attempt that the answer path reads. */
export type AttemptHead = {
  id: string
  roundId: string
  contestantId: string
  unionId: string
  number: number
  startedAt: number
  deadlineAt: number
  prediction: number | null
  /** What each position takes, as `paperShape` writes it, e.g. "s4 m5 t2 w0 o4 x5/3". */
  shape: string
  submittedAt: number | null
}

export type Outcome = {
  submittedAt: number
  finishedBy: FinishedBy
  prediction: number | null
  score: number
  maxScore: number
  correctCount: number
  allCorrect: boolean
  durationMs: number
  receipt: string
}

export type Attempt = AttemptHead & {
  /** The contestant's kind when they started; null for attempts that an older release began. */
  contestantKind: ContestantKind | null
  seed: string
  bankVersion: number
  paper: PaperItem[]
  outcome: Outcome | null
}

/** `choice`: option letters (sorted where the order says nothing), a letter or "" for each prompt, or the one text that was typed. */
export type SavedResponse = { position: number; choice: string[]; tappedAt: number }

/** When the attempt ends on the server's clock; personal time is clipped at the close unless the rules give it whole. */
export function deadline(rules: RoundRules, window: Window, startedAt: number, extraMs = 0): number {
  const whole = startedAt + rules.minutes * 60_000 + extraMs
  return rules.atClose === 'clipped' ? Math.min(whole, window.closesAt) : whole
}

export function remaining(attempt: { deadlineAt: number; submittedAt: number | null }, now: number): number {
  return attempt.submittedAt === null ? Math.max(0, attempt.deadlineAt - now) : 0
}

/** Past the grace nothing more can arrive: whoever sees such an attempt first finishes it. */
export function abandoned(attempt: { deadlineAt: number; submittedAt: number | null }, now: number): boolean {
  return attempt.submittedAt === null && now > attempt.deadlineAt + NETWORK_GRACE_MS
}

export type StartView = { round: Round; attemptsUsed: number; running: AttemptHead | null }
export type StartPlan = { resume: string } | { start: { number: number; startedAt: number; deadlineAt: number } }

/** Start a new attempt or resume the running one; idempotent, and never more than the rules allow. */
export function decideStart({ round, attemptsUsed, running }: StartView, now: number): Decision<StartPlan> {
  if (running !== null) {
    return running.roundId === round.id ? accept({ resume: running.id }) : refuse('another-attempt-running', { attemptId: running.id })
  }
  const phase = windowPhase(round, now)
  if (phase === 'before') return refuse('round-not-open', { opensAt: round.opensAt })
  if (phase === 'over' || round.sealedRevision !== null) return refuse('round-over', { closesAt: round.closesAt })
  if (attemptsUsed >= round.rules.attemptsPerRound) return refuse('no-attempts-left', { attemptsPerRound: round.rules.attemptsPerRound })
  return accept({ start: { number: attemptsUsed + 1, startedAt: now, deadlineAt: deadline(round.rules, round, now) } })
}

export type Tap = { position: number; choice: string[]; ageMs: number }

/**
 * Which taps to keep and when each happened on the server's clock: `min(now, sentAt) − ageMs`, inside the attempt.
 * `sentAt` only ever makes a tap earlier, so a request that the network held back cannot overtake a newer one.
 */
export function decideSave(
  attempt: Pick<AttemptHead, 'startedAt' | 'deadlineAt' | 'shape' | 'submittedAt'>,
  taps: Tap[],
  now: number,
  sentAt: number = now,
): Decision<SavedResponse[]> {
  if (attempt.submittedAt !== null) return refuse('attempt-finished')
  if (now > attempt.deadlineAt + NETWORK_GRACE_MS) return refuse('deadline-passed', { deadlineAt: attempt.deadlineAt })
  const shapes = attempt.shape.split(' ')
  const saved: SavedResponse[] = []
  for (const tap of taps) {
    const shape = shapes[tap.position - 1]
    if (shape === undefined) return refuse('unknown-position', { position: tap.position })
    const choice = readChoice(shape, tap.choice)
    if (choice === null) return refuse('unknown-option', { position: tap.position })
    const tappedAt = Math.max(attempt.startedAt, Math.min(now, sentAt) - tap.ageMs)
    saved.push({ position: tap.position, choice, tappedAt })
  }
  return accept(saved)
}

const MAX_TYPED = 200

/** A choice as it is kept, or null when the question does not take it. Option ids are the letters shown in this attempt: a, b, c … */
type Reader = (choice: string[], options: number, prompts: number) => string[] | null

const isLetter = (id: string, options: number): boolean => id.length === 1 && id.charCodeAt(0) >= 97 && id.charCodeAt(0) < 97 + options
const lettersOf = (choice: string[], options: number, most: number): string[] | null =>
  choice.length <= most && choice.every((id, index) => isLetter(id, options) && choice.indexOf(id) === index) ? choice : null

const oneLetter: Reader = (choice, options) => lettersOf(choice, options, 1)

const typed: Reader = ([text = '', ...more]) => {
  const plain = text
    .normalize('NFC')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
  if (more.length > 0 || plain.length > MAX_TYPED) return null
  return plain === '' ? [] : [plain]
}

/** By the letters of `shapeLetters`. */
const readers: Record<string, Reader> = {
  s: oneLetter,
  t: oneLetter,
  m: (choice, options) => lettersOf(choice, options, options)?.toSorted() ?? null,
  w: typed,
  n: typed,
  // Every item once, or none: half an order is no answer.
  o: (choice, options) => (choice.length === 0 || choice.length === options ? lettersOf(choice, options, options) : null),
  // A letter or nothing for each prompt; an option may serve twice.
  x: (choice, options, prompts) => {
    if (choice.length === 0 || choice.every((id) => id === '')) return []
    return choice.length === prompts && choice.every((id) => id === '' || isLetter(id, options)) ? choice : null
  },
}

function readChoice(shape: string, choice: string[]): string[] | null {
  const [options = '', prompts = '0'] = shape.slice(1).split('/')
  return readers[shape.slice(0, 1)]?.(choice, Number(options), Number(prompts)) ?? null
}

/** Order of two taps on one question: later wins; at the same millisecond the greater choice, so that every delivery order ends alike. */
export function laterTap(a: SavedResponse, b: SavedResponse): SavedResponse {
  if (a.tappedAt !== b.tappedAt) return a.tappedAt > b.tappedAt ? a : b
  return JSON.stringify(a.choice) > JSON.stringify(b.choice) ? a : b
}

export type FinishMoment = { submittedAt: number; finishedBy: FinishedBy; durationMs: number }

/** When and by whom an attempt is finished: at once by its owner, at its deadline once the deadline has passed. */
export function decideFinish(
  attempt: Pick<AttemptHead, 'startedAt' | 'deadlineAt' | 'submittedAt'>,
  by: FinishedBy,
  now: number,
): Decision<FinishMoment> {
  if (attempt.submittedAt !== null) return refuse('attempt-finished')
  if (by === 'deadline' && !abandoned(attempt, now)) return refuse('attempt-running')
  const byContestant = by === 'contestant' && now <= attempt.deadlineAt + NETWORK_GRACE_MS
  const submittedAt = byContestant ? Math.min(now, attempt.deadlineAt) : attempt.deadlineAt
  return accept({ submittedAt, finishedBy: byContestant ? 'contestant' : 'deadline', durationMs: submittedAt - attempt.startedAt })
}
