export type AuditEntry = { id: string; at: number; actorId: string; action: string; subject: string; reason: string; details?: unknown }
export type AuditRow = { id: string; at: number; actor: string; action: string; subject: string; reason: string }

export type Audit = {
  append: (entry: AuditEntry) => Promise<void>
  /** Newest first. */
  list: (page: Page) => Promise<{ rows: AuditRow[]; total: number }>
}

export type Page = { page: number; pageSize: number }
