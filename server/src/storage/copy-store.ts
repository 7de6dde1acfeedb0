import { isPostgres, type StoreAt } from '../domain/store-at.ts'
import { copiedTables, type CopiedTable } from './copied-tables.ts'
import { migrationsOf, NotCopied, placeOf, type Source, type Target } from './copying.ts'
import { compareStores, openSource, sumOf, type CopyCheck, type Difference, type Told } from './verify-copy.ts'

type Options = {
  /** Only these, by their names in SQL; all others stay empty. */
  tables?: readonly string[]
  /** Servers may be at work on the source: what is copied is the moment at which the copy began. */
  whileRunning?: boolean
  /** What it throws ends the copy. */
  told?: Told
}

/**
 * Copy everything that a store holds into an empty one of this release, and compare both. Nobody sees anything of the copy before it is whole,
 * and the source is only read. Throws `NotCopied` or `Unusable`; then the other side is empty, as it was.
 */
export async function copyStore(from: StoreAt, to: StoreAt, options: Options = {}): Promise<CopyCheck> {
  const { whileRunning = false, told = () => undefined } = options
  const tables = copiedTables(options.tables)
  const source = await openSource(from, whileRunning)
  try {
    const target = await openTarget(to)
    try {
      await fill(source, target, tables, told)
      await target.filled()
      const check = await compareStores(source, target, tables, told)
      if (check.differences.length > 0) throw new NotCopied(`the copy is not what ${placeOf(from)} holds: ${differencesText(check.differences)}`)
      await target.keep()
      return check
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
}

async function openTarget(store: StoreAt): Promise<Target> {
  const { openTarget } = isPostgres(store) ? await import('./postgres/copying.ts') : await import('./sqlite/copying.ts')
  return openTarget(store, { migrations: migrationsOf(store) })
}

/** The first few, as one part of a sentence. */
function differencesText(differences: readonly Difference[]): string {
  const named = differences.slice(0, 3).map(({ table, key, what }) => `${table} ${key} ${what}`)
  return `${named.join('; ')}${differences.length > named.length ? `; and ${differences.length - named.length} more` : ''}`
}

/** All rows of the tables, one table after the other. */
export async function fill(source: Source, target: Target, tables: readonly CopiedTable[], told: Told): Promise<void> {
  const counts = await source.counts(tables)
  const total = sumOf(counts)
  let done = 0
  // One piece is read while the one before it is written.
  let written: Promise<void> = Promise.resolve()
  try {
    for (const table of tables.filter(({ name }) => counts.get(name) !== 0))
      for await (const rows of source.rows(table)) {
        await written
        told('copying', (done += rows.length), total)
        written = target.write(table, rows)
        // Who waits for it is told; until then nobody has to be.
        written.catch(() => undefined)
      }
  } finally {
    await written
  }
}
