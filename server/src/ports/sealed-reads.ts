import type { RoundRules } from '@hoithi/shared/contracts/rules'
import type { ExportScope } from '../domain/export-scope.ts'
import type { ResultRow } from './results.ts'

/** What stands over every file of a sealed revision. */
export type AboutRevision = {
  contest: string
  organiser: string
  round: string
  revision: number
  sealedAt: number
  sealedBy: string
  reason: string
  chainSeq: number
  chainHash: string
  resultsHash: string
  people: number
  attempts: number
  allCorrectCount: number
  predictionTarget: number | null
  rules: RoundRules
  /** The scope in words; empty for everybody's results. */
  scopeName: string
  /** How many rows a file of the scope has. */
  rows: number
  /** How many people of the revision are nameless now, because they took their consent back. */
  erased: number
  divisions: { id: string; name: string }[]
  /** How many people the whole contest ranks; null where it does not add its rounds up, or one of them was not sealed then. */
  overallPeople: number | null
}

export type SealedUnionRow = {
  code: string
  name: string
  kind: string
  path: string
  divisionId: string | null
  memberTotal: number | null
  people: number
  attempts: number
  scoreSum: number
  allCorrect: number
}

export type VoidedRow = {
  fullName: string
  phone: string
  unionName: string
  number: number
  submittedAt: number
  score: number
  receipt: string
  voidedAt: number
  /** The login of whoever voided it. */
  voidedBy: string
  reason: string
}

export type OverallRow = {
  rank: number
  fullName: string
  phone: string
  unionName: string
  rounds: number
  score: number
  durationMs: number
  submittedAt: number
}

/** Reads of one sealed revision as it will always read, on a connection of its own; rows come some at a time, so that memory stays flat. */
export type SealedReads = {
  about: (revisionId: string, scope: ExportScope) => Promise<AboutRevision>
  rows: (revisionId: string, scope: ExportScope) => AsyncIterable<ResultRow[]>
  unions: (revisionId: string, scope: ExportScope) => Promise<SealedUnionRow[]>
  voided: (revisionId: string, scope: ExportScope) => AsyncIterable<VoidedRow[]>
  /** Attempts that count, by the hour in which they were handed in (its first moment). */
  hours: (revisionId: string, scope: ExportScope) => Promise<{ at: number; attempts: number }[]>
  overall: (revisionId: string) => AsyncIterable<OverallRow[]>
  close: () => Promise<void>
}
