import type { ContestantKind } from '@hoithi/shared/contracts/common'
import type { RoundRules } from '@hoithi/shared/contracts/rules'
import { windowPhase, type Contest, type Round } from './contest.ts'
import { accept, refuse, type Decision, type Refused } from './decision.ts'
import { mayEnter, type Entrant } from './eligibility.ts'
import { startOfDay } from './local-time.ts'
import { dailyHours } from './opening-hours.ts'
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
  /** How long it stood still while the contest was paused. */
  pausedMs: number
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

/** The deadline of an attempt that stands still is this far away, plus what was left of its time: no sweep and no grace ever reach it. */
export const HELD = 1e15

/** Whether an attempt stands still because its contest is paused. */
export const isHeld = ({ deadlineAt }: { deadlineAt: number }): boolean => deadlineAt > HELD / 2

/** What of a round and its contest decides when an attempt ends. */
export type Frame = { rules: Pick<RoundRules, 'minutes' | 'atClose' | 'hours'>; closesAt: number; timeZone: string }

/** When the attempt ends on the server's clock; personal time is clipped at the close, and at the day's hours, unless the rules give it whole. */
export function deadline({ rules, closesAt, timeZone }: Frame, { startedAt, extraMs = 0, pausedMs = 0 }: Times): number {
  const whole = startedAt + rules.minutes * 60_000 + extraMs + pausedMs
  if (rules.atClose === 'fullTime') return whole
  return Math.min(whole, closesAt, rules.hours === null ? Infinity : dailyHours(rules.hours, timeZone, startedAt).closesAt)
}
type Times = { startedAt: number; extraMs?: number; pausedMs?: number }

export function remaining(attempt: { deadlineAt: number; submittedAt: number | null }, now: number): number {
  if (attempt.submittedAt !== null) return 0
  return Math.max(0, attempt.deadlineAt - (isHeld(attempt) ? HELD : now))
}

/** The deadline as people may read it: of an attempt that stands still, where it would be if everything went on now. */
export function deadlineNow(attempt: { deadlineAt: number; submittedAt: number | null }, now: number): number {
  return isHeld(attempt) ? now + remaining(attempt, now) : attempt.deadlineAt
}

/** Past the grace nothing more can arrive: whoever sees such an attempt first finishes it. */
export function abandoned(attempt: { deadlineAt: number; submittedAt: number | null }, now: number): boolean {
  return attempt.submittedAt === null && now > attempt.deadlineAt + NETWORK_GRACE_MS
}

export type StartView = {
  round: Round
  contest: Pick<Contest, 'state' | 'settings' | 'timeZone' | 'pausedAt'>
  entrant: Entrant
  attemptsUsed: number
  /** When this person's newest attempts of the round began, at most as many as a day can allow. */
  startedAts: readonly number[]
  /** Time that was granted to this person or their union. */
  extraMs: number
  running: AttemptHead | null
}
export type StartPlan = { resume: string } | { start: { number: number; startedAt: number; deadlineAt: number; extraMs: number } }

/** Start a new attempt or resume the running one; idempotent, and never more than the rules allow. */
export function decideStart(view: StartView, now: number): Decision<StartPlan> {
  const { round, contest, entrant, attemptsUsed, extraMs, running } = view
  if (running !== null) {
    return running.roundId === round.id ? accept({ resume: running.id }) : refuse('another-attempt-running', { attemptId: running.id })
  }
  if (contest.state === 'draft') return refuse('not-found')
  const entry = mayEnter(contest.settings, entrant, round.practice)
  if (!entry.ok) return entry
  const refused = windowRefusal(round, contest.timeZone, now) ?? limitRefusal(view, now)
  if (refused !== null) return refused
  const deadlineAt = deadline({ ...round, timeZone: contest.timeZone }, { startedAt: now, extraMs })
  return accept({ start: { number: attemptsUsed + 1, startedAt: now, deadlineAt, extraMs } })
}

function windowRefusal(round: Round, timeZone: string, now: number): Refused | null {
  const phase = windowPhase(round, now)
  if (phase === 'before') return refuse('round-not-open', { opensAt: round.opensAt })
  if (phase === 'over' || round.sealedRevision !== null) return refuse('round-over', { closesAt: round.closesAt })
  if (round.rules.hours === null) return null
  const { opensAt } = dailyHours(round.rules.hours, timeZone, now)
  if (opensAt <= now) return null
  return opensAt < round.closesAt ? refuse('outside-hours', { opensAt }) : refuse('round-over', { closesAt: round.closesAt })
}

function limitRefusal({ round, contest: { timeZone, pausedAt }, attemptsUsed, startedAts }: StartView, now: number): Refused | null {
  if (pausedAt !== null) return refuse('contest-paused', { pausedAt })
  if (round.practice) return null
  const { attemptsPerRound, attemptsPerDay } = round.rules
  if (attemptsUsed >= attemptsPerRound) return refuse('no-attempts-left', { attemptsPerRound })
  if (attemptsPerDay === null) return null
  const midnight = startOfDay(now, timeZone)
  return startedAts.filter((at) => at >= midnight).length >= attemptsPerDay ? refuse('no-attempts-today', { attemptsPerDay }) : null
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
  return readTaps(attempt, taps, now, sentAt)
}

function readTaps(
  { shape, startedAt }: Pick<AttemptHead, 'startedAt' | 'shape'>,
  taps: Tap[],
  now: number,
  sentAt: number,
): Decision<SavedResponse[]> {
  const shapes = shape.split(' ')
  const saved: SavedResponse[] = []
  for (const tap of taps) {
    const taken = shapes[tap.position - 1]
    if (taken === undefined) return refuse('unknown-position', { position: tap.position })
    const choice = readChoice(taken, tap.choice)
    if (choice === null) return refuse('unknown-option', { position: tap.position })
    const tappedAt = Math.max(startedAt, Math.min(now, sentAt) - tap.ageMs)
    saved.push({ position: tap.position, choice, tappedAt })
  }
  return accept(saved)
}

/** Late answers of one attempt that are kept at most. */
const HELD_RESPONSES = 200

export type HoldView = {
  attempt: AttemptHead
  lateAnswers: RoundRules['lateAnswers']
  saved: readonly SavedResponse[]
  /** How many are kept already. */
  held: number
}

/** Which taps that came too late are kept apart for a judge: only those newer than what counts; whoever sends nothing new hears the refusal. */
export function decideHold(view: HoldView | null, refused: Refused, taps: Tap[], now: number, sentAt: number = now): Decision<SavedResponse[]> {
  if (view === null || view.lateAnswers === 'refused' || decideSave(view.attempt, [], now).ok) return refused
  const read = readTaps(view.attempt, taps, now, sentAt)
  if (!read.ok) return read
  const savedAt = new Map(view.saved.map((response) => [response.position, response]))
  const newer = read.value.filter((tap) => {
    const saved = savedAt.get(tap.position)
    return saved === undefined ? tap.choice.length > 0 : laterTap(saved, tap) === tap && JSON.stringify(saved.choice) !== JSON.stringify(tap.choice)
  })
  return newer.length === 0 || view.held + newer.length > HELD_RESPONSES ? refused : accept(newer)
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

/** A save may be decided just before a reply's `now` and be on disk just after: so far back it is told again. */
const TOLD_AGAIN_MS = 2_000

/** What a phone cannot know of the saved answers: what came from elsewhere since its last reply, and what was tapped later than the taps it brings. */
export function changedElsewhere(
  saved: readonly (SavedResponse & { savedAt: number })[],
  brought: readonly { position: number; choice: string[] }[],
  since: number,
): { position: number; choice: string[] }[] {
  const own = new Map(brought.map(({ position, choice }) => [position, JSON.stringify(choice)]))
  return saved
    .filter(({ position, savedAt }) => own.has(position) || savedAt >= since - TOLD_AGAIN_MS)
    .filter(({ position, choice }) => own.get(position) !== JSON.stringify(choice))
    .map(({ position, choice }) => ({ position, choice }))
}

export type FinishMoment = { submittedAt: number; finishedBy: FinishedBy; durationMs: number }

/** When and by whom an attempt is finished: at once by its owner, at its deadline once the deadline has passed; never while it stands still. */
export function decideFinish(
  attempt: Pick<AttemptHead, 'startedAt' | 'deadlineAt' | 'submittedAt' | 'pausedMs'>,
  by: FinishedBy,
  now: number,
): Decision<FinishMoment> {
  if (attempt.submittedAt !== null) return refuse('attempt-finished')
  if (by === 'deadline' && !abandoned(attempt, now)) return refuse('attempt-running')
  if (isHeld(attempt)) return refuse('contest-paused')
  const byContestant = by === 'contestant' && now <= attempt.deadlineAt + NETWORK_GRACE_MS
  const submittedAt = byContestant ? Math.min(now, attempt.deadlineAt) : attempt.deadlineAt
  return accept({
    submittedAt,
    finishedBy: byContestant ? 'contestant' : 'deadline',
    durationMs: Math.max(0, submittedAt - attempt.startedAt - attempt.pausedMs),
  })
}
