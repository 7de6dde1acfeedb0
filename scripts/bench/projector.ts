import Database from 'better-sqlite3'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compose } from '../../server/src/compose.ts'
import { readConfig } from '../../server/src/config.ts'
import { rebuildBoards } from '../../server/src/projector/projector.ts'
import { generate } from '../generate/run.ts'
import { root } from '../setup.mjs'
import { inTurn, ratio, type Figure } from './figures.ts'
import { publish } from './publish.ts'
import { BENCH_SECRET } from './secret.ts'
import { ROUNDS } from './settings.ts'

const ATTEMPTS = Number(process.env['BENCH_PROJECTED'] ?? 20_000)
/** Entries of a commit, as the projector takes them. */
const AT_ONCE = 100
const TABLES = ['outcomes', 'standings', 'union_tallies', 'activity', 'question_usage']

const settings = (folder: string) => readConfig({ DATA_DIR: folder, JWT_SECRET: BENCH_SECRET, LOG_LEVEL: 'silent' }, root)
const figure = (began: number): Figure => ({ perSecond: ATTEMPTS / ((performance.now() - began) / 1_000), p99Ms: 0, errors: 0 })

/** The boards counted anew from the log by the server's own projector. */
async function counted(folder: string): Promise<Figure> {
  const { storage, projector } = await compose(settings(folder))
  await storage.boards.clear()
  const began = performance.now()
  await rebuildBoards(projector, storage.boards)
  const taken = figure(began)
  await storage.close()
  return taken
}

/** The rows that a count leaves, inserted as they are into the same emptied tables, as many commits. */
function inserted(folder: string): Figure {
  const client = new Database(join(folder, 'hoithi.sqlite'))
  for (const pragma of ['journal_mode = WAL', 'synchronous = FULL', 'cache_size = -65536']) client.pragma(pragma)
  const tables = TABLES.map((name) => {
    const rows = client.prepare(`select * from ${name}`).raw().all() as unknown[][]
    client.exec(`delete from ${name}`)
    return { rows, insert: client.prepare(`insert into ${name} values (${(rows[0] ?? []).map(() => '?').join(', ')})`), each: rows.length / ATTEMPTS }
  })
  const began = performance.now()
  for (let done = 0; done < ATTEMPTS; done += AT_ONCE)
    client.transaction(() => {
      for (const { rows, insert, each } of tables)
        for (const row of rows.slice(Math.ceil(done * each), Math.ceil((done + AT_ONCE) * each))) insert.run(row)
    })()
  const taken = figure(began)
  client.close()
  return taken
}

/** The projector against raw inserts of the rows that it leaves. */
export async function benchProjector(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-bench-data-'))
  try {
    const made = join(folder, 'made')
    await generate({ data: made, people: ATTEMPTS / 2, attempts: ATTEMPTS, rounds: 1, seed: 'bench' })
    const { inserts, hoithi } = await inTurn(['inserts', 'hoithi'] as const, ROUNDS, async (side) => {
      const copy = mkdtempSync(join(folder, 'copy-'))
      copyFileSync(join(made, 'hoithi.sqlite'), join(copy, 'hoithi.sqlite'))
      try {
        return side === 'hoithi' ? await counted(copy) : inserted(copy)
      } finally {
        rmSync(copy, { recursive: true, force: true })
      }
    })
    const rows = [
      {
        attempts: ATTEMPTS,
        'inserts, attempts/s': inserts.perSecond,
        'projector, attempts/s': hoithi.perSecond,
        'of inserts': ratio(hoithi.perSecond, inserts.perSecond),
      },
    ]
    const how = `Middle of ${ROUNDS} alternating rebuilds. Floor: the rows of outcomes, standings, union totals, activity and question usage that a rebuild leaves, inserted by prepared statements into the same tables, ${AT_ONCE} attempts a commit.`
    publish({ name: 'projector', rows, how })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
