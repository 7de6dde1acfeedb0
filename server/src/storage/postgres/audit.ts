import { and, asc, count, desc, eq, gte, lt, or, sql, type SQL } from 'drizzle-orm'
import type { Audit, AuditEntry, AuditFilter } from '../../ports/audit.ts'
import type { Db, Postgres } from './open.ts'
import { accounts, auditEntries } from './schema.ts'

/** Inside the caller's transaction: what is destructive and its audit entry are one commit. */
export async function appendAudit(tx: Db, entry: AuditEntry): Promise<void> {
  await tx.insert(auditEntries).values({ ...entry, details: entry.details ?? null })
}

export function postgresAudit({ db, write, read }: Postgres): Audit {
  return {
    append: (entry) => write((tx) => appendAudit(tx, entry)),
    list: ({ page, pageSize, order = 'desc', ...filter }) =>
      read(async (tx) => {
        const inOrder = order === 'asc' ? asc : desc
        const rows = await tx
          .select({ entry: auditEntries, actor: accounts.login })
          .from(auditEntries)
          .leftJoin(accounts, eq(accounts.id, auditEntries.actorId))
          .where(asked(filter))
          .orderBy(inOrder(auditEntries.at), inOrder(auditEntries.id))
          .limit(pageSize)
          .offset((page - 1) * pageSize)
        const [all] = await tx
          .select({ total: count() })
          .from(auditEntries)
          .leftJoin(accounts, eq(accounts.id, auditEntries.actorId))
          .where(asked(filter))
        return { rows: rows.map(({ entry, actor }) => ({ ...entry, actor: actor ?? entry.actorId })), total: all?.total ?? 0 }
      }),
    actions: async () => {
      const rows = await db.selectDistinct({ action: auditEntries.action }).from(auditEntries).orderBy(asc(auditEntries.action))
      return rows.map(({ action }) => action)
    },
  }
}

function asked({ search = '', action = '', fromAt, untilAt }: AuditFilter): SQL | undefined {
  const holding = `%${search.replace(/[%_]/g, '')}%`
  const holds = (column: typeof accounts.login | typeof auditEntries.subject | typeof auditEntries.reason): SQL =>
    sql`${column} ilike ${holding} escape ''`
  return and(
    action === '' ? undefined : eq(auditEntries.action, action),
    fromAt === undefined ? undefined : gte(auditEntries.at, fromAt),
    untilAt === undefined ? undefined : lt(auditEntries.at, untilAt),
    search === '' ? undefined : or(holds(accounts.login), holds(auditEntries.subject), holds(auditEntries.reason)),
  )
}
