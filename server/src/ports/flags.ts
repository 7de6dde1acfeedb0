import type { FlagKind, FlagState, FlagStrength } from '@hoithi/shared/flag-kinds'
import type { Decision } from '../domain/decision.ts'
import type { Flag, FlagEvidence, FlagPerson, ReviewedAttempt } from '../domain/flags.ts'
import type { ReviewedPerson } from '../domain/flags-people.ts'
import type { Seen } from '../domain/flags-shared.ts'
import type { AuditEntry, Page } from './audit.ts'

/** `seq`: the round's last log entry that it read; `held`: late answers that it knew of; `leftOut`: flags that were too many to keep. */
export type FlagPass = { at: number; seq: number; held: number; attempts: number; leftOut: number }

/** Late answers of one attempt, decided or not. */
export type HeldAnswers = { attemptId: string; contestantId: string; submittedAt: number; arrivedAt: number; taps: number; positions: number[] }

/**
 * What a pass reads of a round, all of one moment; what there may be a million of comes some at a time.
 * Voided attempts are read like others, so that a flag stays when its attempt is voided.
 */
export type FlagSource = {
  mark: () => Promise<Pick<FlagPass, 'seq' | 'held'>>
  durations: () => Promise<number[]>
  /** Characters that somebody reads who answers a version of a question. */
  charactersOf: (versionId: string) => number
  attempts: () => AsyncIterable<ReviewedAttempt[]>
  /** Those who have not left, each once. */
  people: () => AsyncIterable<ReviewedPerson[]>
  seen: () => AsyncIterable<Seen[]>
  held: () => Promise<HeldAnswers[]>
  close: () => Promise<void>
}

export type Verdict = { verdict: 'dismissed' | 'confirmed'; reason: string; actor: string; at: number }
export type FlagFace = FlagPerson & {
  fullName: string
  phone: string
  birthDate: string
  unionId: string
  unionName: string
  attemptNumber: number | null
  voided: boolean
  /** The account that this one was joined to. */
  joinedTo: string | null
}
export type FlagRow = {
  id: string
  roundId: string
  kind: FlagKind
  strength: FlagStrength
  evidence: FlagEvidence
  state: FlagState
  /** Those named first, and how many there are. */
  people: FlagFace[]
  named: number
  verdict: Verdict | null
}
export type FlagFilter = Page & {
  roundId: string
  kind?: FlagKind | undefined
  strength?: FlagStrength | undefined
  state?: FlagState | undefined
  /** With anybody of this union or below it. */
  within?: string | undefined
  search?: string | undefined
  /** Only flags that name this attempt. */
  attemptId?: string | undefined
  sort: 'weight' | 'kind' | 'judgedAt'
  order: 'asc' | 'desc'
}
export type FlagCount = { kind: FlagKind; strength: FlagStrength; state: FlagState; total: number }

export type Flags = {
  /** Closed rounds whose flags are behind the log, the late answers, or were never computed; those last looked through before `before` only. */
  due: (now: number, before: number) => Promise<string[]>
  pass: (roundId: string) => Promise<FlagPass | null>
  /** Put a pass in the place of the one before, some flags a commit; readers see one or the other whole. */
  replace: (roundId: string, passId: string, pass: FlagPass, flags: readonly Flag[]) => Promise<void>
  list: (filter: FlagFilter) => Promise<{ rows: FlagRow[]; total: number }>
  counts: (roundId: string) => Promise<FlagCount[]>
  find: (id: string) => Promise<FlagRow | null>
  /** Say of flags of one round what a judge made of them; null takes a verdict back. All of them or none, with an audit entry each. */
  judge: (flagIds: readonly string[], decide: (flags: JudgedFlag[]) => Decision<Judgement>) => Promise<Decision<{ judged: number }>>
  /** Erase what was noted of devices and addresses of rounds whose first seal, or without one whose close, lies before these moments; how many rows. */
  eraseSightings: (sealedBefore: number, closedBefore: number, limit: number) => Promise<number>
}
/** `subject`: the attempt or person that stands first in it. */
export type JudgedFlag = { id: string; roundId: string; kind: FlagKind; subject: string; before: Verdict['verdict'] | null }
export type Judgement = { verdict: Verdict['verdict'] | null; reason: string; actorId: string; at: number; audits: AuditEntry[] }
