import type { CommendationRules } from '@hoithi/shared/contracts/commendation'
import type { Choice } from '../domain/commendation.ts'
import type { Commendation, CommendationFacts, CommendationPapers, CommendedLine, Nominee } from '../domain/commendation-list.ts'
import type { Decision } from '../domain/decision.ts'
import type { AuditEntry, Page } from './audit.ts'

export type CommendationRow = Commendation & { createdByName: string; decidedByName: string | null; collectives: number; people: number }
/** With the name of whoever decided. */
export type ChoiceRow = Choice & { by: string }
export type CommendationChange = {
  rules?: CommendationRules
  papers?: CommendationPapers
  choices?: readonly Choice[]
  nominees?: readonly Nominee[]
  audit: AuditEntry
}
export type Closing = {
  at: number
  actorId: string
  reason: string
  facts: CommendationFacts
  digest: string
  lines: readonly CommendedLine[]
  audit: AuditEntry
}
/** A praised line as anyone may read it; `phone`: empty of unions and of people whom others put forward. */
export type PraisedLine = Pick<CommendedLine, 'kindTitle' | 'for' | 'group' | 'subjectId' | 'name' | 'unionName'> & { phone: string }
export type OwnCommendation = { contestTitle: string; title: string; decidedAt: number; praised: boolean }

/** Ids of people; `voided`: an attempt of the contest was. */
export type LeftOut = Record<'withdrawn' | 'barred' | 'voided', ReadonlySet<string>>

export type Commendations = {
  /** Of a contest, newest first. */
  lists: (contestId: string) => Promise<CommendationRow[]>
  find: (id: string) => Promise<CommendationRow | null>
  choices: (id: string) => Promise<ChoiceRow[]>
  /** In the order in which they were put forward. */
  nominees: (id: string) => Promise<Nominee[]>
  /** Of a decided list, in its order. */
  lines: (id: string) => Promise<CommendedLine[]>
  /** Begin a draft in one commit; nothing is written when `decide` refuses. */
  draft: (
    contestId: string,
    decide: (known: Commendation[]) => Decision<{ list: Commendation; audit: AuditEntry }>,
  ) => Promise<Decision<Commendation>>
  /** Change a list in one commit with its audit entry; its edition grows by one. */
  change: (
    id: string,
    decide: (list: Commendation | null, known: { choices: Choice[]; nominees: Nominee[] }) => Decision<CommendationChange>,
  ) => Promise<Decision<{ edition: number }>>
  /** Freeze the lines of a draft. */
  close: (id: string, decide: (list: Commendation | null) => Decision<Closing>) => Promise<Decision<{ digest: string }>>
  /** Throw a draft away with what was put forward and decided in it. */
  discard: (id: string, decide: (list: Commendation | null) => Decision<AuditEntry>) => Promise<Decision<null>>
  /** On the public page or off it; of a contest one list at a time is on it. */
  praise: (
    id: string,
    decide: (list: Commendation | null) => Decision<{ praisedAt: number | null; unpraisedReason: string | null; audit: AuditEntry }>,
  ) => Promise<Decision<null>>
  /** The list on the public page of a contest; null: none. */
  praised: (contestId: string) => Promise<CommendationRow | null>
  /** Without people who have left. */
  praisedLines: (id: string, page: Page) => Promise<{ lines: PraisedLine[]; total: number }>
  /** A person's lines in decided lists of every contest, newest first. */
  own: (contestantId: string) => Promise<OwnCommendation[]>
  /** Everybody whom conditions may leave out, whether they took part or not: there are few of them beside those who are ranked. */
  leftOut: (contestId: string, barredPhones: readonly string[]) => Promise<LeftOut>
}
