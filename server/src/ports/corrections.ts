import type { Decision } from '../domain/decision.ts'
import type { Grade } from '../domain/grading.ts'
import type { KeyCorrection } from '../domain/key-correction.ts'
import type { CorrectionEvent, RegradeEvent } from '../domain/log-event.ts'
import type { QuestionVersion } from '../domain/question.ts'
import type { AuditEntry, Page } from './audit.ts'

export type CorrectionState = 'grading' | 'sealing' | 'done'

/** A decision, and how far the grading by it has come. */
export type Correction = KeyCorrection & {
  id: string
  roundId: string
  contestId: string
  /** Its line in the log: attempts logged before it are graded again, those after it were graded by it. */
  seq: number
  at: number
  actorId: string
  reason: string
  state: CorrectionState
  total: number
  seen: number
  /** The last line of the log that was looked at. */
  seenTo: number
  changed: number
  finishedAt: number | null
  revision: number | null
  failure: string | null
}
export type CorrectionRow = Correction & { code: string; stem: string; actor: string; versionNumbers: number[] }
/** `salt`: what the hash in the log was made with besides the decision. */
export type NewCorrection = KeyCorrection & { salt: string; event: CorrectionEvent; audit: AuditEntry }

/** An attempt with the figures that corrections give it, as of line `asOf` of the log. */
export type Regraded = Grade & { attemptId: string; contestantId: string; responsesHash: string }
export type RegradePiece = {
  asOf: number
  /** Attempts looked at in this piece, up to this line of the log, of how many before the correction. */
  seen: number
  seenTo: number
  total: number
  changed: Regraded[]
}
/** What an attempt has now; `regradedAt`: the line of the log that graded it last, 0 where none did since its submission. */
export type GradedAttempt = Grade & { attemptId: string; contestantId: string; regradedAt: number }

export type AskedQuestion = { questionId: string; code: string; kind: QuestionVersion['kind']; stem: string; drawn: number; earned: number }
export type AskedVersion = QuestionVersion & { createdAt: number; drawn: number; earned: number }

export type Corrections = {
  /** Decide on a key: row, log entry and audit entry are one commit. `decide` hears whether the round is still being graded by another one. */
  decide: (roundId: string, decide: (underWay: boolean) => Decision<NewCorrection>) => Promise<Decision<{ id: string; seq: number }>>
  /** What was decided on a round so far, oldest first. */
  ofRound: (roundId: string) => Promise<Correction[]>
  list: (roundId: string, page: Page) => Promise<{ rows: CorrectionRow[]; total: number }>
  find: (id: string) => Promise<Correction | null>
  /** The oldest one whose attempts are not all graded again yet, else the oldest that a sealed round waits for; some may be left out. */
  next: (leftOut: readonly string[]) => Promise<Correction | null>
  /** Give attempts their new figures, each with its log entry, and note how far it came, in one commit. */
  regrade: (
    id: string,
    piece: RegradePiece,
    at: number,
    decide: (correction: Correction, attempts: GradedAttempt[]) => RegradeEvent[],
  ) => Promise<void>
  /** Every attempt is graded: what follows. */
  settle: (id: string, end: Pick<Correction, 'state' | 'finishedAt' | 'revision' | 'failure'>) => Promise<void>
  /** Names of people and of the unions for which they count, by the person's id. */
  faces: (people: readonly { contestantId: string; unionId: string }[]) => Promise<Map<string, { fullName: string; unionName: string }>>
  /** Questions that papers of a round hold. */
  asked: (
    filter: Page & { roundId: string; search?: string | undefined; sort: 'facility' | 'code' },
  ) => Promise<{ rows: AskedQuestion[]; total: number }>
  /** Every version of a question that papers of a round hold; empty where they hold none. */
  askedVersions: (roundId: string, questionId: string) => Promise<AskedVersion[]>
}
