import type { ActivitySpan } from '../domain/activity.ts'
import type { Page } from './audit.ts'

/** `unionId`: a union with everything below it; null for everyone. */
export type Scope = { boardId: string; unionId: string | null }
export type Moment = { at: number; people: number; attempts: number }

/** How a union and everything below it stand in a round. */
export type ScopeFacts = {
  people: number
  attempts: number
  /** Accounts of contestants, whether they took part or not. */
  registered: number
  /** Attempts of the round that are not finished. */
  running: number
  /** The confirmed head count; null where nobody confirmed one. */
  memberCount: number | null
  /** Unions without any below them, and those of them from which nobody has taken part. */
  lowest: number
  silent: number
}

export type SilentUnion = { unionId: string; code: string; name: string; kind: string; path: string; memberCount: number | null }
export type SilentQuery = Page & Scope & { search?: string | undefined; sort: 'name' | 'memberCount' | 'path'; order: 'asc' | 'desc' }

/** One week of a contest (`at`: its first moment), or a round as a whole (`at` null). */
export type Period = { boardId: string; at: number | null }
/** What was handed in to some rounds in a stretch of time, which need not be a whole week or round; half-open. */
export type Stretch = { roundIds: readonly string[]; from: number; to: number }
export type ReportRow = SilentUnion & {
  /** Steps down from the union that the report is about. */
  depth: number
  childCount: number
  people: number
  attempts: number
  /** Sum of the scores that count, one for each person. */
  scoreSum: number
  allCorrect: number
  /** The period before. */
  peopleBefore: number
  attemptsBefore: number
}
export type ReportQuery = {
  period: Period
  /** What is compared with; null when there is nothing before. */
  before: Period | Stretch | null
  unionId: string
  /** The unions right below, the lowest ones, or the union itself and everything below it in the order of the tree. */
  among: 'children' | 'lowest' | 'tree'
  search?: string | undefined
  sort: 'name' | 'people' | 'attempts' | 'rate' | 'mean' | 'change'
  order: 'asc' | 'desc'
  /** Only unions from which nobody took part. */
  silent?: boolean | undefined
} & Page

/** Reads of what the projector counted by time, union and kind; may lag two seconds. */
export type ActivityReads = {
  /** Stretches in which anything happened, oldest first. */
  series: (scope: Scope, span: Exclude<ActivitySpan, 'whole'>, from: number, to: number) => Promise<Moment[]>
  kinds: (scope: Scope) => Promise<{ kind: string; people: number; attempts: number }[]>
  facts: (roundId: string, unionId: string | null) => Promise<ScopeFacts>
  /** Attempts a day of some unions with everything below them. */
  trends: (boardId: string, unionIds: readonly string[], from: number, to: number) => Promise<{ unionId: string; at: number; attempts: number }[]>
  silent: (query: SilentQuery) => Promise<{ rows: SilentUnion[]; total: number }>
  report: (query: ReportQuery) => Promise<{ rows: ReportRow[]; total: number }>
}
