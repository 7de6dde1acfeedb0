import type { LogEntry } from '../domain/log-event.ts'
import type { Outcome, Standing } from '../domain/standing.ts'
import type { RoundRules } from '@hoithi/shared/contracts/rules'
import type { activityOf } from '../domain/activity.ts'
import type { shares } from '../domain/grading.ts'
import type { Page } from './audit.ts'

/** The rules by which the log becomes boards; pure, from the domain. */
export type Projection = {
  round: (outcomes: Outcome[], rules: RoundRules) => Standing | null
  contest: (rounds: Standing[], rules: RoundRules) => Standing | null
  shares: typeof shares
  activity: typeof activityOf
  /** From when on a round's public board stands still, and the board that then stays. */
  freezesAt: (round: { rules: RoundRules; closesAt: number }) => number | null
  frozenBoard: (roundId: string) => string
}

export type BoardEntry = { rank: number; standing: Standing; fullName: string; phone: string; unionName: string }
/** What people read of a row, from the live board or from a sealed revision. */
export type BoardFace = Omit<BoardEntry, 'standing'> & {
  standing: Pick<Standing, 'contestantId' | 'attemptId' | 'score' | 'durationMs' | 'submittedAt'>
}
export type UnionEntry = {
  unionId: string
  parentId: string | null
  code: string
  name: string
  kind: string
  path: string
  childCount: number
  people: number
  attempts: number
  memberCount: number | null
  scoreSum: number
  /** Never for a contestant, and for nobody before the seal. */
  allCorrect: number
}
export type UnionMetric = 'people' | 'attempts' | 'rate' | 'mean'
/** The board that follows the log, or the one that a sealed revision keeps. */
export type BoardSource = { boardId: string; revisionId: string | null }
/** The children of a union, or every grassroots union; or the unions of a division (below `parentId`). */
export type UnionGroup = { parentId?: string | undefined; divisionId?: string | undefined }
export type UnionQuery = Page &
  UnionGroup & {
    search?: string | undefined
    sort: UnionMetric | 'name'
    order: 'asc' | 'desc'
  }

export type Boards = {
  /** The last log entry that the boards count. */
  progress: () => Promise<number>
  /** Count entries in order; the boards and the progress move in one commit, and the new progress is told. Entries already counted are passed over, and none is counted while another server counts. */
  apply: (entries: LogEntry[], projection: Projection) => Promise<number>
  /** Throw every projection away; `apply` from the first entry builds the same bytes again. */
  clear: () => Promise<void>
  page: (boardId: string, page: Page, unionId?: string) => Promise<{ entries: BoardEntry[]; total: number }>
  own: (boardId: string, contestantId: string, unionId?: string) => Promise<BoardEntry | null>
  unions: (source: BoardSource, query: UnionQuery) => Promise<{ entries: UnionEntry[]; total: number }>
  /** One union's totals and its rank in a group. */
  ownUnion: (source: BoardSource, unionId: string, metric: UnionMetric, group?: UnionGroup) => Promise<{ entry: UnionEntry; rank: number } | null>
  counts: (roundId: string) => Promise<{ submitted: number; people: number; voided: number }>
  /** Counted people and submissions of a whole contest. */
  contestCounts: (contestId: string) => Promise<{ people: number; attempts: number }>
  /** Submissions in each of `minutes` minutes up to `now`, oldest first. */
  perMinute: (roundId: string, now: number, minutes: number) => Promise<number[]>
}
