import type { Announcement } from '../domain/announcement.ts'
import type { AwardDecision, AwardPlacement, Basis } from '../domain/award-decision.ts'
import type { AwardLine } from '../domain/award-lines.ts'
import type { AwardFacts, AwardPapers } from '../domain/award-papers.ts'
import type { SealedUnion } from '../domain/award-unions.ts'
import type { Decision } from '../domain/decision.ts'
import type { AuditEntry, Page } from './audit.ts'

/** A round, or with null the whole contest. */
export type AwardScope = { contestId: string; roundId: string | null }
export type AwardDecisionRow = AwardDecision & { createdByName: string; publishedByName: string | null }
/** A sealed row without its names. */
export type SealedRow = {
  position: number
  rank: number
  contestantId: string
  attemptId: string
  unionId: string
  unionName: string
  score: number
  durationMs: number
  submittedAt: number
}
export type AwardFace = { fullName: string; phone: string; withdrawn: boolean }
export type Publication = {
  at: number
  actorId: string
  reason: string
  basis: Basis
  lines: readonly CodedLine[]
  facts: AwardFacts
  announcement: Announcement
  audit: AuditEntry
}
/** A prize with the code of its certificate. */
export type CodedLine = AwardLine & { code: string }
/** A prize of another scope: of a round, whose title is `where`, or of the whole contest. */
export type ElsewhereLine = AwardLine & { roundId: string | null; where: string | null }
/** A prize as anyone may read it: `name` as public boards show people. */
export type Winner = Pick<AwardLine, 'group' | 'divisionName' | 'tier' | 'title' | 'value' | 'kind' | 'unionName' | 'rank'> & {
  subjectId: string
  fullName: string
  phone: string
  code: string
}
export type OwnAward = {
  decisionId: string
  contestId: string
  contestTitle: string
  roundId: string | null
  /** Null: the whole contest. */
  roundTitle: string | null
  title: string
  value: number | null
  publishedAt: number
  /** A later decision stands in place of the one that gave it. */
  replaced: boolean
  code: string
}

export type Awards = {
  /** Of one scope, newest first. */
  decisions: (scope: AwardScope) => Promise<AwardDecisionRow[]>
  find: (id: string) => Promise<AwardDecisionRow | null>
  placements: (decisionId: string) => Promise<AwardPlacement[]>
  lines: (decisionId: string) => Promise<CodedLine[]>
  /** The newest decision that gives the prize of a certificate's code, with the prize; a person's name is gone once they leave. */
  ofCode: (code: string) => Promise<{ decision: AwardDecisionRow; winner: Winner } | null>
  /** The newest sealed revision of every round of the scope, practice apart; null while one is not sealed, or where there is none. */
  basis: (scope: AwardScope) => Promise<Basis | null>
  /** Begin a draft in one commit; nothing is written when `decide` refuses. */
  draft: (
    scope: AwardScope,
    decide: (known: AwardDecision[], basis: Basis | null) => Decision<{ decision: AwardDecision; placementsOf: string | null; audit: AuditEntry }>,
  ) => Promise<Decision<AwardDecision>>
  /** Change the papers or the placements of a draft in one commit with its audit entry; its edition grows by one. */
  change: (
    id: string,
    decide: (
      decision: AwardDecision | null,
      placements: AwardPlacement[],
    ) => Decision<{ papers?: AwardPapers; placements?: AwardPlacement[]; audit: AuditEntry }>,
  ) => Promise<Decision<{ edition: number }>>
  /** Freeze the prizes, tell everybody and put away the decision before it, in one commit. */
  publish: (
    id: string,
    decide: (decision: AwardDecision | null, newest: Basis | null) => Decision<Publication>,
  ) => Promise<Decision<{ people: number }>>
  /** Throw a draft away; nothing is written when `decide` refuses. */
  discard: (id: string, decide: (decision: AwardDecision | null) => Decision<AuditEntry>) => Promise<Decision<null>>
  /** Prizes of people in the published decisions of the contest's other scopes. */
  elsewhere: (scope: AwardScope) => Promise<ElsewhereLine[]>
  sealedRows: (revisionId: string, afterPosition: number, limit: number) => Promise<SealedRow[]>
  /** The rows of some people, in order. */
  sealedRowsOf: (revisionId: string, contestantIds: readonly string[]) => Promise<SealedRow[]>
  faces: (revisionId: string, contestantIds: readonly string[]) => Promise<ReadonlyMap<string, AwardFace>>
  sealedUnions: (revisionId: string) => Promise<(SealedUnion & { kind: string; allCorrect: number })[]>
  /** Published and replaced decisions of a contest, newest first. */
  published: (contestId: string) => Promise<AwardDecisionRow[]>
  winners: (decisionId: string, page: Page) => Promise<{ winners: Winner[]; total: number }>
  /** The prizes of one person in a decision. */
  winnersOf: (decisionId: string, contestantId: string) => Promise<Winner[]>
  /** A person's prizes in published and replaced decisions of every contest, those in force first. */
  own: (contestantId: string) => Promise<OwnAward[]>
}
