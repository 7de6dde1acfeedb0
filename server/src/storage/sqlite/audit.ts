import { count, desc, eq } from 'drizzle-orm'
import type { Audit, AuditEntry } from '../../ports/audit.ts'
import type { Sqlite } from './open.ts'
import { accounts, auditEntries } from './schema.ts'

/** Inside the caller's transaction: what is destructive and its audit entry are one commit. */
export function appendAudit({ db }: Pick<Sqlite, 'db'>, entry: AuditEntry): void {
  db.insert(auditEntries)
    .values({ ...entry, details: entry.details ?? null })
    .run()
}

export function sqliteAudit(sqlite: Sqlite): Audit {
  const { db, queue } = sqlite
  return {
    append: (entry) => queue.write(() => appendAudit(sqlite, entry)),
    list: async ({ page, pageSize }) => {
      const rows = db
        .select({ entry: auditEntries, actor: accounts.login })
        .from(auditEntries)
        .leftJoin(accounts, eq(accounts.id, auditEntries.actorId))
        .orderBy(desc(auditEntries.at), desc(auditEntries.id))
        .limit(pageSize)
        .offset((page - 1) * pageSize)
        .all()
      return {
        rows: rows.map(({ entry, actor }) => ({ ...entry, actor: actor ?? entry.actorId })),
        total: db.select({ total: count() }).from(auditEntries).get()?.total ?? 0,
      }
    },
  }
}
