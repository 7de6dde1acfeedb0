import type { Decision } from '../domain/decision.ts'
import type { UnionFacts } from '../domain/preflight-people.ts'
import type { PosterUnion } from '../domain/posters.ts'
import type { UnionAudit, UnionPlan } from '../domain/union-changes.ts'
import type { UnionDraft } from '../domain/union-diff.ts'
import type { UnionRecord, UnionState } from '../domain/union-tree.ts'
import type { AuditEntry, Page } from './audit.ts'
import type { ImportCounts } from './questions.ts'

export type { UnionDraft } from '../domain/union-diff.ts'
export type Union = Pick<UnionRecord, 'id' | 'code' | 'name' | 'kind' | 'parentId' | 'memberCount'> & { path: string }
export type ListedUnion = Union & { childCount: number }

export type UnionFilter = {
  search?: string | undefined
  kind?: string | undefined
  state?: UnionState | undefined
  /** This union and everything below it. */
  within?: string | undefined
  /** Directly below this one. */
  parentId?: string | undefined
  /** Unions of a division; 'none': of no division of `contestId`. */
  divisionId?: string | undefined
  contestId?: string | undefined
  minMembers?: number | undefined
  maxMembers?: number | undefined
}
export type UnionSort = 'code' | 'name' | 'kind' | 'state' | 'members' | 'people'
export type UnionRow = ListedUnion & {
  state: UnionState
  note: string
  memberTotal: number | null
  /** Contestants who belong to it or to a union below it. */
  people: number
  divisionName: string | null
}
export type UnionPage = UnionRow & {
  mergedInto: { id: string; name: string } | null
  parent: { id: string; name: string } | null
  countConfirmedAt: number | null
  countConfirmedBy: string | null
  /** Unions below it, at any depth. */
  below: number
  ownPeople: number
  attempts: number
}
export type UnionEvent = Omit<UnionAudit, 'unionId' | 'code'> & { id: string; at: number; actor: string; action: string; reason: string }

export type Unions = {
  /** Active unions that fit what was typed, best first (domain/union-finding), `near` when none fits it as it is; `withinId`: in the subtree of that union only. */
  search: (typed: string, limit: number, withinId?: string) => Promise<{ unions: ListedUnion[]; total: number; near: boolean }>
  /** The active unions directly below one, or the roots. */
  children: (parentId: string | null) => Promise<ListedUnion[]>
  find: (id: string) => Promise<Union | null>
  /** The active union of a code as it was typed (case and accents do not matter, except where another union is written just like it); a merged one leads to where its people are. */
  byCode: (code: string) => Promise<ListedUnion | null>
  /** An active union and all such below it, or with null every one, in no order: those that may have a poster. */
  forPosters: (rootId: string | null) => Promise<PosterUnion[]>
  /** Names by id, of those that exist. */
  names: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>
  /** The union where the people of this one are now: itself, or the one it was merged into. */
  current: (id: string) => Promise<string>
  /** Every union's code with its parent's. */
  parents: () => Promise<ReadonlyMap<string, string | null>>
  /** Every union as it is decided. */
  tree: () => Promise<UnionRecord[]>
  /** Whether `unionId` is `ancestorId` or lies below it. */
  inside: (unionId: string, ancestorId: string) => Promise<boolean>
  /** How complete the tree and its numbers of members are. */
  facts: () => Promise<UnionFacts>
  list: (filter: UnionFilter & Page & { sort: UnionSort; order: 'asc' | 'desc' }) => Promise<{ rows: UnionRow[]; total: number }>
  page: (id: string) => Promise<UnionPage | null>
  /** What was done to a union, newest first. */
  history: (id: string, page: Page) => Promise<{ rows: UnionEvent[]; total: number }>
  /**
   * Change the tree in one commit: `decide` sees all of it. Paths, ancestors, members and the boards of rounds that are not sealed follow,
   * and the audit entry tells every changed union before and after; it is named after the first of them where it has no subject.
   */
  change: (decide: (tree: ReadonlyMap<string, UnionRecord>) => Decision<UnionPlan>, audit: AuditEntry) => Promise<Decision<UnionRecord[]>>
  /** Upsert by code in one commit; every parent is in the list or known. */
  load: (drafts: readonly UnionDraft[], nextId: () => string, audit: AuditEntry) => Promise<ImportCounts>
}
