import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StoreAt } from '../domain/store-at.ts'
import { copiedTables } from './copied-tables.ts'
import { fill } from './copy-store.ts'
import { migrationsOf } from './copying.ts'
import { openSource, type Told } from './verify-copy.ts'

/**
 * Tables of a PostgreSQL database, by their names in SQL, as they are at one moment, in an SQLite file of this release: for checks that read SQLite.
 * All other tables are empty, references are not looked at, and what is append-only may hold what it should not. `remove` it when it was read.
 */
export async function scratchCopy(
  url: StoreAt,
  tables?: readonly string[],
  told: Told = () => undefined,
): Promise<{ file: string; remove: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-scratch-'))
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  const file = join(folder, 'hoithi.sqlite')
  try {
    const source = await openSource(url, true)
    try {
      const target = await (await import('./sqlite/copying.ts')).openTarget(file, { migrations: migrationsOf(file), guarded: false })
      try {
        await fill(source, target, copiedTables(tables), told)
        await target.keep()
      } finally {
        await target.close()
      }
    } finally {
      await source.close()
    }
  } catch (error) {
    remove()
    throw error
  }
  return { file, remove }
}
