import type { CopyFacts, CopyState } from '../domain/backup-keeping.ts'

/** A copy that has its name: every page and every link of the log was read. */
export type MadeCopy = { name: string; bytes: number; entries: number; tookMs: number }

export type BackupLook = CopyFacts & {
  state: CopyState
  folder: string
  running: boolean
  newest: { name: string; bytes: number } | null
  /** The last one that this process made. */
  made: MadeCopy | null
  /** Why the last try failed, in one sentence. */
  failure: string | null
  failures: number
}

/** Copies of the database that the server makes beside its work. */
export type Backups = {
  look: () => Promise<BackupLook>
  /** Make one now, or wait for the one that is being made. */
  make: () => Promise<MadeCopy>
  /** Make them by the clock from here on, where the configuration asks for them. */
  follow: (failed: (error: unknown) => void) => void
  /** Makes no more; one that is half made is given up. */
  stop: () => Promise<void>
}
