import type { WorkKind, WorkState, WorkStep } from '@hoithi/shared/contracts/works'
import type { Decision } from '../domain/decision.ts'
import type { Work, WorkMark, WorkPhotoFacts } from '../domain/work.ts'
import type { WorkCell } from '../domain/work-counts.ts'
import type { AuditEntry, Page } from './audit.ts'

export type WorkRow = Work & { unionName: string; unionCode: string; unionPath: string; photos: number }
export type WorkPhoto = { facts: WorkPhotoFacts; bytes: Uint8Array }
export type WorkStepRow = { id: string; at: number; step: 'register' | WorkStep; actor: string; reason: string }
export type WorkFilter = {
  contestId: string
  /** Only of unions inside this subtree. */
  within?: string | undefined
  search?: string | undefined
  state?: WorkState | undefined
  kind?: WorkKind | undefined
  /** Planned to end before this day (yyyy-MM-dd) and not done. */
  lateOn?: string | undefined
  sort: 'registeredAt' | 'stateAt' | 'plannedTo' | 'title' | 'union' | 'value'
  order: 'asc' | 'desc'
}
/** A work as it shall be; `step`: what was done by whom. */
export type WorkChange = {
  work: Work
  step: { id: string; at: number; step: 'register' | WorkStep; actorId: string; reason: string } | null
  audit: AuditEntry
}
/** One photo kept, described or (`remove`: its hash) taken away. */
export type PhotoChange = { audit: AuditEntry } & ({ keep: WorkPhoto } | { describe: { hash: string; caption: string } } | { remove: string })

export type WorkUnits = { contestId: string; unionIds: readonly string[] }

export type Works = {
  /** Register. One with the same contest, account and entry key that is there already is given back as it is, and nothing is written. */
  register: (change: WorkChange) => Promise<Work>
  /** Change in one commit with its step and audit entry; null: nothing is to be written. */
  change: (id: string, decide: (before: Work | null) => Decision<WorkChange | null>) => Promise<Decision<Work | null>>
  /** Many at once, or none; `decide` is told what these units have registered already. */
  load: (listed: WorkUnits, decide: (there: WorkMark[]) => { changes: readonly Omit<WorkChange, 'audit'>[]; audit: AuditEntry }) => Promise<void>
  /** What units have registered and not withdrawn. */
  known: (listed: WorkUnits) => Promise<WorkMark[]>
  /** Photos come and go one at a time, so that their limit holds under any concurrency; gives how many there are then. */
  changePhotos: (id: string, decide: (work: Work | null, photos: WorkPhotoFacts[]) => Decision<PhotoChange | null>) => Promise<Decision<number>>
  /** With its photos and steps, for good. */
  erase: (id: string, decide: (before: Work | null) => Decision<AuditEntry>) => Promise<Decision<null>>
  find: (id: string) => Promise<WorkRow | null>
  steps: (id: string) => Promise<WorkStepRow[]>
  /** In the order in which they came. */
  photos: (id: string) => Promise<WorkPhotoFacts[]>
  photo: (id: string, hash: string) => Promise<WorkPhoto | null>
  list: (filter: WorkFilter & Page) => Promise<{ rows: WorkRow[]; total: number }>
  count: (contestId: string, within: string | undefined, today: string) => Promise<WorkCell[]>
}
