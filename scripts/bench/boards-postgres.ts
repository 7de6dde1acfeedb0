import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compose } from '../../server/src/compose.ts'
import { readConfig } from '../../server/src/config.ts'
import { randomFrom } from '../../server/src/domain/random.ts'
import type { Storage } from '../../server/src/ports/storage.ts'
import { projection } from '../../server/src/projector/projector.ts'
import { copyStore } from '../../server/src/storage/copy-store.ts'
import { generate } from '../generate/run.ts'
import { root } from '../setup.mjs'
import { median } from './figures.ts'
import { benchPostgres, rowsOf } from './postgres.ts'
import { publish } from './publish.ts'
import { BENCH_SECRET } from './secret.ts'
import { ROUNDS } from './settings.ts'

const ATTEMPTS = Number(process.env['BENCH_BOARD'] ?? 100_000)
/** Log entries that are counted into boards for the projector's rate, and how many a commit, as the projector takes them. */
const COUNTED = Number(process.env['BENCH_PROJECTED'] ?? 10_000)
const AT_ONCE = 100
const [WARM_UP, READS, PAGE] = [50, 500, 100]

type Read = { p50: number; p99: number }
type Figures = { page: Read; own: Read; perSecond: number }
type Opened = { storage: Storage; people: string[]; roundId: string }

async function timed(read: (below: (bound: number) => number) => Promise<unknown>): Promise<Read> {
  const { below } = randomFrom('0123456789abcdef0123456789abcdef')
  const took: number[] = []
  for (let turn = 0; turn < WARM_UP + READS; turn += 1) {
    const began = performance.now()
    await read(below)
    if (turn >= WARM_UP) took.push(performance.now() - began)
  }
  took.sort((a, b) => a - b)
  return { p50: median(took), p99: took[Math.floor(READS * 0.99)] ?? 0 }
}

const reads = async ({ storage, people, roundId }: Opened): Promise<Omit<Figures, 'perSecond'>> => {
  const { total } = await storage.boards.page(roundId, { page: 1, pageSize: PAGE })
  const pages = Math.ceil(total / PAGE)
  return {
    page: await timed((below) => storage.boards.page(roundId, { page: 1 + below(pages), pageSize: PAGE })),
    own: await timed((below) => storage.boards.own(roundId, people[below(people.length)] ?? '')),
  }
}

/** The first entries of the log, counted anew into empty boards as the projector does; entries a second. */
async function counting({ storage: { log, boards } }: Opened): Promise<number> {
  await boards.clear()
  const began = performance.now()
  let seq = 0
  while (seq < COUNTED) seq = await boards.apply(await log.after(seq, AT_ONCE), projection)
  return seq / ((performance.now() - began) / 1_000)
}

const middle = (all: readonly Figures[], of: (figures: Figures) => number): number => median(all.map(of))

/** Boards of the same contest on both stores: a page of a hundred at random, one's own rank, and how fast the log is counted. */
export async function benchBoardsOnPostgres(): Promise<void> {
  const postgres = await benchPostgres()
  const folder = mkdtempSync(join(tmpdir(), 'hoithi-bench-data-'))
  const opened: Partial<Record<'SQLite' | 'PostgreSQL', Opened>> = {}
  try {
    const data = join(folder, 'made')
    const { roundIds } = await generate({ data, people: ATTEMPTS / 2, attempts: ATTEMPTS, rounds: 1, seed: 'bench' })
    await postgres.create('made')
    await copyStore(join(data, 'hoithi.sqlite'), postgres.url('made'))
    await rowsOf(postgres.url('made'), 'vacuum analyze', () => undefined)
    const people = await rowsOf(postgres.url('made'), 'select id from contestants order by id limit 5000', (rows) => rows.map(({ id }) => String(id)))
    const open = async (settings: Record<string, string>): Promise<Opened> => {
      const { storage } = await compose(readConfig({ DATA_DIR: data, JWT_SECRET: BENCH_SECRET, LOG_LEVEL: 'silent', ...settings }, root))
      return { storage, people, roundId: roundIds[0] ?? '' }
    }
    const stores = { SQLite: await open({}), PostgreSQL: await open(postgres.settings('made')) }
    Object.assign(opened, stores)
    const found: Record<keyof typeof stores, Figures[]> = { SQLite: [], PostgreSQL: [] }
    for (let round = 0; round < ROUNDS; round += 1)
      for (const store of ['SQLite', 'PostgreSQL'] as const) found[store].push({ ...(await reads(stores[store])), perSecond: 0 })
    // Last, for it leaves the boards half counted.
    const counted = { SQLite: await counting(stores.SQLite), PostgreSQL: await counting(stores.PostgreSQL) }
    const row = (what: string, sqlite: number, other: number) => ({
      what,
      SQLite: sqlite.toFixed(2),
      PostgreSQL: other.toFixed(2),
      'PostgreSQL : SQLite': (other / sqlite).toFixed(1),
    })
    const both = (what: string, of: (figures: Figures) => number) => row(what, middle(found.SQLite, of), middle(found.PostgreSQL, of))
    const rows = [
      both('page of 100 at random, p50 ms', ({ page }) => page.p50),
      both('the same, p99 ms', ({ page }) => page.p99),
      both('own rank, p50 ms', ({ own }) => own.p50),
      both('the same, p99 ms', ({ own }) => own.p99),
      row('counted into boards, entries a second', counted.SQLite, counted.PostgreSQL),
    ]
    const how = `${ATTEMPTS} attempts of ${ATTEMPTS / 2} people in one round, the same on both; middle of ${ROUNDS} alternating turns of ${READS} reads one after another, after ${WARM_UP} that are not counted; then the first ${COUNTED} entries of the log counted into empty boards, ${AT_ONCE} a commit.`
    publish({ name: 'boards-postgres', rows, how, apart: false, engine: `${postgres.engine} and SQLite` })
  } finally {
    for (const { storage } of Object.values(opened)) await storage.close()
    rmSync(folder, { recursive: true, force: true })
    await postgres.stop()
  }
}
