import type { ImportCounts } from './questions.ts'
import type { UnionFacts } from '../domain/preflight-people.ts'
import type { PosterUnion } from '../domain/posters.ts'
import type { AuditEntry } from './audit.ts'

export type Union = { id: string; code: string; name: string; kind: string; parentId: string | null; memberCount: number | null; path: string }
export type UnionDraft = { code: string; name: string; kind: string; parentCode: string | null; memberCount: number | null }
export type UnionChange = UnionDraft & { change: 'added' | 'changed' | 'unchanged' }

export type Unions = {
  /** Unions that hold every word of a folded search text, best match first; `withinId`: in the subtree of that union only. */
  search: (foldedWords: string[], limit: number, withinId?: string) => Promise<(Union & { childCount: number })[]>
  children: (parentId: string | null) => Promise<(Union & { childCount: number })[]>
  find: (id: string) => Promise<Union | null>
  /** The union of a code as it was typed: case and accents do not matter, except where another union is written just like it. */
  byCode: (code: string) => Promise<(Union & { childCount: number }) | null>
  /** A union and all below it, or with null every union, in no order: those that may have a poster. */
  forPosters: (rootId: string | null) => Promise<PosterUnion[]>
  /** Every union's code with its parent's. */
  parents: () => Promise<ReadonlyMap<string, string | null>>
  /** Whether `unionId` is `ancestorId` or lies below it. */
  inside: (unionId: string, ancestorId: string) => Promise<boolean>
  /** How complete the tree and its numbers of members are. */
  facts: () => Promise<UnionFacts>
  compare: (drafts: readonly UnionDraft[]) => Promise<UnionChange[]>
  /** Upsert by code in one commit and set paths and ancestors anew; every parent is in the list or known. */
  load: (drafts: readonly UnionDraft[], nextId: () => string, audit: AuditEntry) => Promise<ImportCounts>
}
