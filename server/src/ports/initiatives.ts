import type { InitiativeKind, InitiativeLikeness, InitiativeState, InitiativeStep } from '@hoithi/shared/contracts/initiatives'
import type { DecisionFile } from '../domain/decision-file.ts'
import type { Decision } from '../domain/decision.ts'
import type { Initiative } from '../domain/initiative.ts'
import type { CountedInitiative } from '../domain/initiative-authors.ts'
import type { KnownInitiative } from '../domain/initiative-likeness.ts'
import type { InitiativeCell, KindCell } from '../domain/initiative-counts.ts'
import type { AuditEntry, Page } from './audit.ts'

export type InitiativeRow = Initiative & {
  unionName: string
  unionCode: string
  unionPath: string
  /** How many others look like it. */
  alike: number
}
export type StepRow = { id: string; at: number; step: 'enter' | InitiativeStep; actor: string; reason: string }
export type AlikeRow = { id: string; likeness: InitiativeLikeness; title: string; authors: string[]; unionName: string; state: InitiativeState }
export type InitiativeFilter = {
  contestId: string
  /** Only of unions inside this subtree. */
  within?: string | undefined
  search?: string | undefined
  state?: InitiativeState | undefined
  kind?: InitiativeKind | undefined
  field?: string | undefined
  complete?: boolean | undefined
  alike?: boolean | undefined
  sort: 'enteredAt' | 'stateAt' | 'title' | 'union' | 'benefit'
  order: 'asc' | 'desc'
}
/** The same initiatives twice: by unit, and by kind and field. */
export type InitiativeNumbers = { cells: InitiativeCell[]; kinds: KindCell[]; alike: number }
/** An initiative as it shall be; `step`: what was done by whom; `file`: kept in place of the one before. */
export type InitiativeChange = {
  initiative: Initiative
  step: { id: string; at: number; step: 'enter' | InitiativeStep; actorId: string; reason: string } | null
  audit: AuditEntry
  file?: DecisionFile
}

/** A list to be loaded; what it names, folded. */
export type Listed = { contestId: string; titles: readonly string[]; authors: readonly string[] }
export type InitiativeLoad = { changes: readonly Omit<InitiativeChange, 'audit'>[]; audit: AuditEntry }

/** Drafts of members are their own until they are sent: lists and counts of the desk leave them out. */
export type Initiatives = {
  /** Enter; `own`: how many the person has that are not withdrawn, so that a limit holds under any concurrency; `drafts`: those of the same title, of which one may be `there` already. */
  enter: (
    by: { contestId: string; accountId: string; title: string },
    decide: (seen: { own: number; drafts: Initiative[] }) => Decision<InitiativeChange | { there: Initiative }>,
  ) => Promise<Decision<Initiative>>
  /** Change in one commit with its step, its audit entry and what looks like it; `there`: it stands so already, and nothing is written. */
  change: (id: string, decide: (before: Initiative | null) => Decision<InitiativeChange | { there: Initiative }>) => Promise<Decision<Initiative>>
  /** Many at once, or none; `decide` is told what is there of the same titles or authors. */
  load: (listed: Listed, decide: (there: KnownInitiative[]) => InitiativeLoad) => Promise<void>
  /** What is there of the same titles or authors, but for what was withdrawn and drafts of members. */
  known: (listed: Listed) => Promise<KnownInitiative[]>
  find: (id: string) => Promise<InitiativeRow | null>
  file: (id: string) => Promise<DecisionFile | null>
  /** What somebody entered in a contest, newest first. */
  own: (contestId: string, accountId: string, limit: number) => Promise<InitiativeRow[]>
  steps: (id: string) => Promise<StepRow[]>
  /** Those that look like it, inside a subtree. */
  alike: (id: string, within: string | undefined) => Promise<AlikeRow[]>
  list: (filter: InitiativeFilter & Page) => Promise<{ rows: InitiativeRow[]; total: number }>
  /** The fields that initiatives of a contest name inside a subtree, the most frequent first. */
  fields: (contestId: string, within: string | undefined, limit: number) => Promise<string[]>
  /** Those that count, by id, at most `limit` behind one. */
  counted: (contestId: string, after: string, limit: number) => Promise<CountedInitiative[]>
  /** `offsetMs`: how far the contest's clock is ahead of UTC. `alike`: how many look like others. */
  count: (contestId: string, within: string | undefined, offsetMs: number) => Promise<InitiativeNumbers>
}
