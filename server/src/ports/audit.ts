export type AuditEntry = { id: string; at: number; actorId: string; action: string; subject: string; reason: string; details?: unknown }
export type AuditRow = { id: string; at: number; actor: string; action: string; subject: string; reason: string; details: unknown }
/** Which entries: text in actor, subject or reason; one action; moments fromAt ≤ at < untilAt. */
export type AuditFilter = { search?: string | undefined; action?: string | undefined; fromAt?: number | undefined; untilAt?: number | undefined }

export type Audit = {
  append: (entry: AuditEntry) => Promise<void>
  /** By moment, the newest first unless asked otherwise. */
  list: (asked: Page & AuditFilter & { order?: 'asc' | 'desc' }) => Promise<{ rows: AuditRow[]; total: number }>
  /** Every action that was ever done, in alphabetical order. */
  actions: () => Promise<string[]>
}

export type Page = { page: number; pageSize: number }
