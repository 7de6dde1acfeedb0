import type { AppealMeasure, AppealOutcome, AppealState, AppealSubject } from '@hoithi/shared/contracts/appeals'
import type { ContestSettings } from '@hoithi/shared/contracts/rules'
import { accept, refuse, type Decision } from './decision.ts'
import { decideAnswer, type Answer } from './inquiry.ts'
import { startOfDay } from './local-time.ts'

/** How often one attempt can be disputed by the person themselves, with what they took back. */
export const APPEALS_OF_ATTEMPT = 3

export type Appeal = {
  id: string
  contestId: string
  roundId: string
  attemptId: string
  contestantId: string
  filedAt: number
  /** The contestant, or the member of staff who filed it for them. */
  filedBy: string
  /** Filed by staff after the deadline. */
  late: boolean
  subject: AppealSubject
  /** Of the question in the attempt's own paper; null where it is about something else. */
  position: number | null
  body: string
  state: AppealState
  /** Promised when it was filed: answered before this moment. */
  answerBy: number
  answer: string | null
  /** What was done; of an accepted one only. */
  measure: AppealMeasure | null
  answeredAt: number | null
  answeredBy: string | null
  /** 0 without an answer; grows by one with the answer and each correction. */
  answerRevision: number
  seenRevision: number
}
export type NewAppeal = Omit<Appeal, 'state' | 'answer' | 'measure' | 'answeredAt' | 'answeredBy' | 'answerRevision' | 'seenRevision'>

/** What decides from when until when an attempt can be disputed. */
export type AppealFacts = {
  rules: ContestSettings['appeals']
  timeZone: string
  /** When the round closes. */
  roundClosesAt: number
  /** When its results were sealed for the first time; a later revision does not start the days anew. */
  firstSealedAt: number | null
  /** When the attempt itself was last voided, restored or graded again: for it the days start anew. */
  touchedAt: number | null
  voided: boolean
}
export type AppealWindow = {
  state: 'off' | 'before' | 'open' | 'over'
  opensAt: number
  /** The moment from which on it is too late; null while nothing is sealed. */
  closesAt: number | null
}

/** The midnight that ends the day which is so many days after that of a moment, on the contest's clock. */
export const endOfDayAfter = (at: number, days: number, timeZone: string): number => startOfDay(at, timeZone, days + 1)

/** From when until when an attempt can be disputed. A void can be at once, for nobody is to wait for the end of a round that they were put out of. */
export function appealWindow({ rules, timeZone, roundClosesAt, firstSealedAt, touchedAt, voided }: AppealFacts, now: number): AppealWindow {
  const opensAt = voided && touchedAt !== null ? Math.min(touchedAt, roundClosesAt) : roundClosesAt
  const closesAt = firstSealedAt === null ? null : endOfDayAfter(Math.max(firstSealedAt, touchedAt ?? 0), rules.days, timeZone)
  if (!rules.taken) return { state: 'off', opensAt, closesAt }
  if (closesAt !== null) return { state: now < closesAt ? 'open' : 'over', opensAt, closesAt }
  return { state: now < opensAt ? 'before' : 'open', opensAt, closesAt }
}

export const isOpen = ({ state }: Pick<Appeal, 'state'>): boolean => state === 'received' || state === 'underReview'

/** An attempt as whoever files an appeal finds it. */
export type Disputed = {
  facts: AppealFacts
  finished: boolean
  practice: boolean
  questions: number
  /** Earlier appeals of the same attempt. */
  appeals: readonly Pick<Appeal, 'id' | 'state' | 'subject' | 'position' | 'body'>[]
}
export type Filed = Omit<NewAppeal, 'late' | 'answerBy'>

/** Take an appeal; the same one sent again while it waits is the one that waits. Staff may file when it is too late for the person themselves. */
export function decideFiling(view: Disputed | null, filed: Filed): Decision<{ same: string } | { file: NewAppeal }> {
  if (view === null) return refuse('not-found')
  if (view.practice) return refuse('practice-round')
  if (!view.finished) return refuse('attempt-running')
  const waiting = view.appeals.find(isOpen)
  if (waiting !== undefined) {
    const same = waiting.subject === filed.subject && waiting.position === filed.position && waiting.body === filed.body
    return same ? accept({ same: waiting.id }) : refuse('appeal-waiting')
  }
  const itself = filed.filedBy === filed.contestantId
  const window = appealWindow(view.facts, filed.filedAt)
  if (window.state === 'off') return refuse('appeals-not-taken')
  if (window.state === 'before') return refuse('appeals-not-yet', { opensAt: window.opensAt })
  if (window.state === 'over' && itself) return refuse('appeals-over', { closesAt: window.closesAt })
  if (itself && view.appeals.length >= APPEALS_OF_ATTEMPT) return refuse('too-many-appeals', { most: APPEALS_OF_ATTEMPT })
  if (filed.position !== null && filed.position > view.questions) return refuse('unknown-position')
  if (filed.subject === 'void' && !view.facts.voided) return refuse('not-void')
  const { rules, timeZone } = view.facts
  return accept({ file: { ...filed, late: window.state === 'over', answerBy: endOfDayAfter(filed.filedAt, rules.answerDays, timeZone) } })
}

/** Take it back while it is not answered; doing so twice changes nothing. */
export function decideTakingBack(appeal: Appeal | null, contestantId: string): Decision<'withdraw' | 'same'> {
  if (appeal === null || appeal.contestantId !== contestantId) return refuse('not-found')
  if (appeal.state === 'withdrawn') return accept('same')
  return isOpen(appeal) ? accept('withdraw') : refuse('appeal-answered')
}

/** Say that a judge is looking at it. */
export function decideReviewing(appeal: Appeal | null): Decision<Appeal> {
  if (appeal === null) return refuse('not-found')
  if (appeal.state === 'underReview') return refuse('nothing-changed')
  return appeal.state === 'received' ? accept(appeal) : refuse(appeal.state === 'withdrawn' ? 'appeal-withdrawn' : 'appeal-answered')
}

export type Verdict = Answer & { outcome: AppealOutcome; measure: AppealMeasure | null }

/** Answer once, or correct the answer. What an accepted one says was done must have been done since it was filed. */
export function decideVerdict(appeal: Appeal | null, verdict: Verdict, done: ReadonlySet<AppealMeasure>): Decision<Appeal> {
  if (appeal?.state === 'withdrawn') return refuse('appeal-withdrawn')
  const same = appeal?.state === verdict.outcome && appeal.measure === verdict.measure && appeal.answer === verdict.answer
  const decision = decideAnswer(appeal, verdict, same)
  if (!decision.ok) return decision
  if (verdict.measure !== null && verdict.measure !== 'other' && !done.has(verdict.measure)) return refuse('appeal-not-done')
  return decision
}
