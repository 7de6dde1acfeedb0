import { and, count, desc, eq } from 'drizzle-orm'
import type { ExportFile, ExportFiles } from '../../ports/export-files.ts'
import { first, type Postgres } from './open.ts'
import { accounts, exportFiles } from './schema.ts'

const toFile = (row: typeof exportFiles.$inferSelect): ExportFile => ({ ...row, format: row.format as ExportFile['format'] })

export function postgresExportFiles({ db, read, write }: Postgres): ExportFiles {
  return {
    add: (file) => write(async (tx) => void (await tx.insert(exportFiles).values(file))),
    ofRevision: (revisionId, { page, pageSize }) =>
      read(async (tx) => {
        const where = eq(exportFiles.revisionId, revisionId)
        const rows = await tx
          .select({ file: exportFiles, actor: accounts.fullName })
          .from(exportFiles)
          .leftJoin(accounts, eq(accounts.id, exportFiles.actorId))
          .where(where)
          .orderBy(desc(exportFiles.madeAt), desc(exportFiles.id))
          .limit(pageSize)
          .offset((page - 1) * pageSize)
        const all = await first(tx.select({ total: count() }).from(exportFiles).where(where))
        return { files: rows.map(({ file, actor }) => ({ ...toFile(file), actor: actor ?? file.actorId })), total: all?.total ?? 0 }
      }),
    before: async ({ revisionId, format, scope, erased }) => {
      const same = and(
        eq(exportFiles.revisionId, revisionId),
        eq(exportFiles.format, format),
        eq(exportFiles.scope, scope),
        eq(exportFiles.erased, erased),
      )
      const row = await first(db.select().from(exportFiles).where(same).orderBy(desc(exportFiles.madeAt), desc(exportFiles.id)).limit(1))
      return row === undefined ? null : toFile(row)
    },
  }
}
