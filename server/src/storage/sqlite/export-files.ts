import { and, count, desc, eq } from 'drizzle-orm'
import type { ExportFile, ExportFiles } from '../../ports/export-files.ts'
import type { Sqlite } from './open.ts'
import { accounts, exportFiles } from './schema.ts'

const toFile = (row: typeof exportFiles.$inferSelect): ExportFile => ({ ...row, format: row.format as ExportFile['format'] })

export function sqliteExportFiles({ db, queue }: Sqlite): ExportFiles {
  return {
    add: (file) => queue.write(() => void db.insert(exportFiles).values(file).run()),
    ofRevision: async (revisionId, { page, pageSize }) => {
      const where = eq(exportFiles.revisionId, revisionId)
      const rows = db
        .select({ file: exportFiles, actor: accounts.fullName })
        .from(exportFiles)
        .leftJoin(accounts, eq(accounts.id, exportFiles.actorId))
        .where(where)
        .orderBy(desc(exportFiles.madeAt), desc(exportFiles.id))
        .limit(pageSize)
        .offset((page - 1) * pageSize)
        .all()
      const total = db.select({ total: count() }).from(exportFiles).where(where).get()?.total ?? 0
      return { files: rows.map(({ file, actor }) => ({ ...toFile(file), actor: actor ?? file.actorId })), total }
    },
    before: async ({ revisionId, format, scope, erased }) => {
      const same = and(
        eq(exportFiles.revisionId, revisionId),
        eq(exportFiles.format, format),
        eq(exportFiles.scope, scope),
        eq(exportFiles.erased, erased),
      )
      const row = db.select().from(exportFiles).where(same).orderBy(desc(exportFiles.madeAt), desc(exportFiles.id)).limit(1).get()
      return row === undefined ? null : toFile(row)
    },
  }
}
