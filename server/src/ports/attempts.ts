import type { Attempt, AttemptHead, HoldView, Outcome, SavedResponse, StartView } from '../domain/attempt.ts'
import type { Decision } from '../domain/decision.ts'
import type { KeyCorrection } from '../domain/key-correction.ts'
import type { HeldPlan, HeldTap } from '../domain/held-answers.ts'
import type { RegradeEvent, RestoreEvent, SubmissionEvent, VoidEvent } from '../domain/log-event.ts'
import type { SightedAct, Sighting } from '../domain/sighting.ts'
import type { PaperItem } from '../domain/paper.ts'
import type { AuditEntry, Page } from './audit.ts'

export type NewAttempt = {
  id: string
  number: number
  startedAt: number
  deadlineAt: number
  extraMs: number
  seed: string
  bankVersion: number
  paper: PaperItem[]
}
export type HeldView = { attempt: AttemptSummary; saved: SavedResponse[]; held: HeldTap[]; corrections: readonly KeyCorrection[] }
export type HeldDecision = Pick<HeldPlan, 'marks' | 'taken'> & { event: RegradeEvent | null; audit: AuditEntry }
export type Finish = { outcome: Outcome; event: SubmissionEvent | null; loggedAt: number }
export type SaveWrites = {
  responses: SavedResponse[]
  savedAt: number
  prediction?: number | null | undefined
  /** The caller also wants to know how all answers stand after this save. */
  read: boolean
}
export type SaveDone = SaveWrites & { stands: (SavedResponse & { savedAt: number })[] }

/** One contestant's attempts in one round, oldest first. */
export type AttemptSummary = AttemptHead & { outcome: Outcome | null; voided: boolean }

export type AttemptRow = {
  id: string
  number: number
  state: 'running' | 'submitted' | 'voided'
  contestantId: string
  contestantName: string
  phone: string
  unionName: string
  startedAt: number
  deadlineAt: number
  submittedAt: number | null
  durationMs: number | null
  finishedBy: 'contestant' | 'deadline' | null
  responses: number
  questionCount: number
  score: number | null
  prediction: number | null
  receipt: string | null
}
export type AttemptFilter = Page & {
  roundId: string
  /** Only unions inside this subtree. */
  within?: string | undefined
  search?: string | undefined
  /** whole: a phone is found only by all of its digits or its last three. */
  phones?: 'any' | 'whole'
  state?: AttemptRow['state'] | undefined
  sort: 'startedAt' | 'submittedAt' | 'score' | 'durationMs' | 'name' | 'union'
  order: 'asc' | 'desc'
}

export type Attempts = {
  /**
   * Start or resume. Of callers at the same moment exactly one starts; the others see its attempt as running.
   * `decide` gets null when round or contestant do not exist. `sighting`: from where, noted in the same commit.
   */
  start: (
    who: { roundId: string; contestantId: string; sighting?: Sighting | null },
    decide: (view: StartView | null) => Decision<{ resume: string } | { start: NewAttempt }>,
  ) => Promise<Decision<Attempt>>
  find: (id: string) => Promise<Attempt | null>
  runningOf: (contestantId: string) => Promise<AttemptHead | null>
  /** Question versions in the papers of a contestant's attempts in a contest. */
  seenVersions: (contestantId: string, contestId: string) => Promise<string[]>
  /** How many attempts of a round a contestant has begun. */
  used: (roundId: string, contestantId: string) => Promise<number>
  ofContestant: (contestantId: string, contestId: string) => Promise<AttemptSummary[]>
  /** A person's attempts in every published contest, newest first. */
  history: (contestantId: string, page: Page & { practice: boolean }) => Promise<{ attempts: AttemptSummary[]; total: number }>
  responses: (id: string) => Promise<SavedResponse[]>
  /** Save taps; resolves after they are on disk. A saved response that was tapped later is kept; how all stand then is told where it was asked for. */
  saveResponses: (id: string, decide: (attempt: AttemptHead | null) => Decision<SaveWrites>) => Promise<Decision<SaveDone>>
  /** Keep late taps apart from those that count; sending one again keeps it once. */
  holdResponses: (id: string, arrivedAt: number, decide: (view: HoldView | null) => Decision<SavedResponse[]>) => Promise<Decision<SavedResponse[]>>
  /** Late taps that were kept, by position and time. */
  heldResponses: (id: string) => Promise<HeldTap[]>
  /** Decide on late answers once: marks, the answers they replace, the new figures with their log entry, the verdict on their flag and the audit entry are one commit. */
  decideHeld: (id: string, decide: (view: HeldView | null) => Decision<HeldDecision>) => Promise<Decision<HeldDecision>>
  /** How all answers stand, and when each was saved. */
  stands: (id: string) => Promise<(SavedResponse & { savedAt: number })[]>
  /** Finish once: the outcome and its log entry (none of practice) are one commit. Of callers at the same moment one finishes, the others are refused. `corrections`: what was decided on its round's keys before this commit. */
  finish: (
    id: string,
    decide: (attempt: AttemptHead, responses: SavedResponse[], corrections: readonly KeyCorrection[]) => Decision<Finish>,
    sighting?: Sighting | null,
  ) => Promise<Decision<Finish>>
  /** From where an attempt was started, resumed and handed in, oldest first. */
  sightings: (id: string) => Promise<(Sighting & { what: SightedAct })[]>
  /** Void once, with its log entry and audit entry in one commit. */
  voidAttempt: (
    id: string,
    decide: (attempt: AttemptSummary | null) => Decision<{ event: VoidEvent; audit: AuditEntry }>,
  ) => Promise<Decision<{ event: VoidEvent }>>
  /** Take a void back; `others`: the person's other attempts in the round. */
  restoreAttempt: (
    id: string,
    decide: (attempt: AttemptSummary | null, others: readonly AttemptSummary[]) => Decision<{ event: RestoreEvent; audit: AuditEntry }>,
  ) => Promise<Decision<{ event: RestoreEvent }>>
  /** Ids of running attempts whose deadline lies before a moment, earliest first. */
  overdue: (before: number, limit: number) => Promise<string[]>
  /** How many attempts are running now, of all rounds. */
  running: () => Promise<number>
  /** How many attempts of a round are not finished. */
  unfinished: (roundId: string) => Promise<number>
  unfinishedIds: (roundId: string) => Promise<string[]>
  list: (filter: AttemptFilter) => Promise<{ rows: AttemptRow[]; total: number }>
}
