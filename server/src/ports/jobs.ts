import type { Readable } from 'node:stream'
import type { Trial } from '@hoithi/shared/contracts/preflight'
import type { Decision } from '../domain/decision.ts'
import type { JobState } from '../domain/job-state.ts'
import type { ExportJob } from './exports.ts'
import type { TrialFound } from './regrading.ts'
import type { SealProgress } from './sealing.ts'
import type { Progress, RoundStatistics } from './statistics.ts'

/** Of whom to whom, in the order of rank. */
export type FilePart = { part: number; from: number; to: number; bytes: number }

/** What is known of work of each kind: from its beginning, on its way, and at its end. */
export type JobKinds = {
  /** A file of a sealed revision. */
  export: {
    about: { name: string; type: string; disposition: string; format: ExportJob['format'] }
    progress: Progress
    result: { bytes: number; sha256: string; alike: boolean | null }
  }
  /** Archives of a union's certificates; the parts are its files. */
  certificates: { about: { name: string; total: number }; progress: { done: number; parts: FilePart[] }; result: null }
  /** A contest that is tried by a robot. */
  trial: { about: { edition: string; at: number }; progress: null; result: Trial }
  /** What a correction of a key would change. */
  correctionTrial: { about: null; progress: { seen: number; total: number }; result: TrialFound }
  /** `seq`: the last log entry of the round that is counted. */
  statistics: { about: { edition: string; seq: number }; progress: Progress; result: { statistics: RoundStatistics; at: number } }
  seal: { about: null; progress: SealProgress; result: null }
}
export type JobKind = keyof JobKinds

export type Job<Kind extends JobKind> = {
  id: string
  /** What it is done for: of work that is asked for again the same. */
  key: string
  actorId: string
  state: JobState
  about: JobKinds[Kind]['about']
  progress: JobKinds[Kind]['progress'] | null
}
/** `keepMs`: so long after its end it is still known, with its files. */
export type NewJob<Kind extends JobKind> = Pick<Job<Kind>, 'id' | 'key' | 'actorId' | 'about'> & { keepMs: number }

/** Instead of beginning, go on with one that is known; or begin, and let go of others: of those under way too. */
export type JobPlan = { same: string } | { drops: readonly string[] }

/** A job as this server does it. */
export type OwnJob<Kind extends JobKind> = {
  id: string
  /** Aborted when nobody wants it any more, here or at another server, or when it was thought lost. */
  signal: AbortSignal
  /** Others see it within a second or two. */
  tell: (progress: JobKinds[Kind]['progress']) => void
  /** Hand over a file that lies on this machine's disk; it is this port's from now on. */
  keep: (file: number, path: string) => Promise<void>
  end: (result: JobKinds[Kind]['result']) => Promise<void>
  fail: () => Promise<void>
}

/** Work that one request begins and others ask for, at any server that shares the store. */
export type Jobs = {
  /** Decides on all that is known of the kind, oldest first, and no two decide at once. `own`: null where it goes on with another one. */
  begin: <Kind extends JobKind>(
    kind: Kind,
    job: NewJob<Kind>,
    decide: (known: readonly Job<Kind>[]) => Decision<JobPlan>,
  ) => Promise<Decision<{ job: Job<Kind>; own: OwnJob<Kind> | null }>>
  find: <Kind extends JobKind>(kind: Kind, id: string) => Promise<Job<Kind> | null>
  /** What is known of a kind, of one key where it is named, oldest first. */
  list: <Kind extends JobKind>(kind: Kind, key?: string) => Promise<Job<Kind>[]>
  /** What a job that is ready has found; null for every other. */
  result: <Kind extends JobKind>(kind: Kind, id: string) => Promise<JobKinds[Kind]['result'] | null>
  drop: (id: string) => Promise<void>
  /** The bytes of a job's file, from wherever it was made; null once it is gone. */
  open: (id: string, file: number) => Promise<Readable | null>
  /** Erase what is over its time. */
  forget: () => Promise<void>
  /** Give up what this server has under way, so that nobody waits for it. */
  stop: () => Promise<void>
}
