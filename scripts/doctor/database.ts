import Database from 'better-sqlite3'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../setup.mjs'
import { look, sick, well, type Finding } from './finding.ts'

const GIB = 1_073_741_824
/** Boards follow within seconds; more than this behind and something keeps them. */
const MUCH_LAG = 1_000
/** Two machines' clocks differ by less. */
const AHEAD_MS = 60_000

/** The file by itself: whole, of this release, with boards level and a log that is not of the future. */
export function database(dataDir: string, { rehearsal, now }: { rehearsal: boolean; now: number }): Finding[] {
  const file = join(dataDir, 'hoithi.sqlite')
  if (!existsSync(file)) return [missing(dataDir)]
  let client: Database.Database
  try {
    client = new Database(file, { readonly: true, timeout: 2_000 })
  } catch (error) {
    return [sick('database', 'databaseShut', { file, why: said(error) })]
  }
  try {
    const found = [pages(client, file), migrations(client)]
    // Tables of another release need not be there.
    if (found.some(({ finding }) => finding !== 'databaseWhole' && finding !== 'migrationsLevel')) return found
    return [...found, ...boards(client), ...writeAhead(file), ...newestMoment(client, dataDir, { rehearsal, now })]
  } catch (error) {
    return [sick('database', 'databaseDamaged', { file, why: said(error) })]
  } finally {
    client.close()
  }
}

const said = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** A restore that was cut off has the old database aside and nothing in its place. */
function missing(dataDir: string): Finding {
  const aside = existsSync(dataDir) ? readdirSync(dataDir).filter((name) => name.startsWith('replaced-')) : []
  const last = aside.sort().at(-1)
  return last === undefined
    ? look('database', 'databaseNone', { folder: dataDir })
    : sick('database', 'databaseAside', { folder: join(dataDir, last) })
}

function pages(client: Database.Database, file: string): Finding {
  const began = performance.now()
  const [found] = client.pragma('quick_check(1)') as { quick_check: string }[]
  if (found?.quick_check !== 'ok') return sick('database', 'databaseDamaged', { file, why: found?.quick_check ?? '' })
  return well('database', 'databaseWhole', { sizeBytes: statSync(file).size, readMs: Math.round(performance.now() - began) })
}

function migrations(client: Database.Database): Finding {
  const { entries } = JSON.parse(readFileSync(join(root, 'migrations/sqlite/meta/_journal.json'), 'utf8')) as { entries: unknown[] }
  const done = client.prepare('select count(*) from __drizzle_migrations').pluck().get() as number
  const figures = { done, own: entries.length }
  if (done > entries.length) return sick('migrations', 'migrationsAhead', figures)
  return done < entries.length ? look('migrations', 'migrationsBehind', figures) : well('migrations', 'migrationsLevel', figures)
}

function boards(client: Database.Database): Finding[] {
  const one = (sql: string): number => (client.prepare(sql).pluck().get() as number | undefined) ?? 0
  const entries = one('select coalesce(max(seq), 0) from submission_log')
  const lag = entries - one(`select coalesce(min(seq), 0) from projections where name = 'boards'`)
  return [lag > MUCH_LAG ? look('boards', 'boardsBehind', { lag }) : well('boards', 'boardsLevel', { entries })]
}

/** It grows while somebody reads one moment for a long time. */
function writeAhead(file: string): Finding[] {
  const wal = `${file}-wal`
  const bytes = existsSync(wal) ? statSync(wal).size : 0
  return bytes > GIB && bytes > statSync(file).size / 2 ? [look('database', 'walLarge', { walBytes: bytes })] : []
}

/** Time that ran backwards, or a folder of a rehearsal that is used for real. */
function newestMoment(client: Database.Database, dataDir: string, { rehearsal, now }: { rehearsal: boolean; now: number }): Finding[] {
  if (rehearsal) return [look('clock', 'clockRehearsed')]
  if (existsSync(join(dataDir, 'rehearsal-clock'))) return [sick('clock', 'folderRehearsed', { folder: dataDir })]
  const newestAt = client.prepare('select at from submission_log order by seq desc limit 1').pluck().get() as number | undefined
  return newestAt !== undefined && newestAt > now + AHEAD_MS ? [sick('clock', 'clockBehindLog', { aheadMs: newestAt - now })] : []
}
