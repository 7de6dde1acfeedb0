import { and, asc, count, desc, eq, gte, like, lt, or, type SQL } from 'drizzle-orm'
import type { Audit, AuditEntry, AuditFilter } from '../../ports/audit.ts'
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
    list: async ({ page, pageSize, order = 'desc', ...filter }) => {
      const inOrder = order === 'asc' ? asc : desc
      const rows = db
        .select({ entry: auditEntries, actor: accounts.login })
        .from(auditEntries)
        .leftJoin(accounts, eq(accounts.id, auditEntries.actorId))
        .where(asked(filter))
        .orderBy(inOrder(auditEntries.at), inOrder(auditEntries.id))
        .limit(pageSize)
        .offset((page - 1) * pageSize)
        .all()
      const total = db
        .select({ total: count() })
        .from(auditEntries)
        .leftJoin(accounts, eq(accounts.id, auditEntries.actorId))
        .where(asked(filter))
        .get()?.total
      return { rows: rows.map(({ entry, actor }) => ({ ...entry, actor: actor ?? entry.actorId })), total: total ?? 0 }
    },
    actions: async () =>
      db
        .selectDistinct({ action: auditEntries.action })
        .from(auditEntries)
        .orderBy(asc(auditEntries.action))
        .all()
        .map(({ action }) => action),
  }
}

function asked({ search = '', action = '', fromAt, untilAt }: AuditFilter): SQL | undefined {
  const holding = `%${search.replace(/[%_]/g, '')}%`
  return and(
    action === '' ? undefined : eq(auditEntries.action, action),
    fromAt === undefined ? undefined : gte(auditEntries.at, fromAt),
    untilAt === undefined ? undefined : lt(auditEntries.at, untilAt),
    search === '' ? undefined : or(like(accounts.login, holding), like(auditEntries.subject, holding), like(auditEntries.reason, holding)),
  )
}
