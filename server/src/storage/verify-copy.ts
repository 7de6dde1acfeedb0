import { createHash } from 'node:crypto'
import { GENESIS_HASH } from '../domain/receipt.ts'
import { isPostgres, type StoreAt } from '../domain/store-at.ts'
import { copiedTables, placeIn, RANKED, type CopiedTable } from './copied-tables.ts'
import { keyOf, migrationsOf, type Row, type Source, type Value } from './copying.ts'
import { followChain } from './log-chain.ts'
import { sideBySide } from './side-by-side.ts'

/** A row that is not the same on both sides: where it is, and what is wrong with it. */
export type Difference = { table: string; key: string; what: string }
/** `sha256`: of all rows in the order of their key. */
export type CheckedTable = { name: string; rows: number; sha256: string }
export type CopyCheck = {
  tables: CheckedTable[]
  rows: number
  /** The last line of the submission log, whose chain was followed from the first. */
  head: { seq: number; hash: string }
  /** Boards that rank the same people in the same order. */
  boards: number
  /** The first of each table; none when the copy is whole. */
  differences: Difference[]
}

/** How far it is: rows of the source. */
export type Told = (part: 'copying' | 'checking', done: number, total: number) => void

/** As many differences are named of each table. */
const NAMED_AT_MOST = 20
const NO_ROWS = createHash('sha256').digest('hex')

/** Whoever opens one store loads no driver of the other. */
export async function openSource(store: StoreAt, beside: boolean): Promise<Source> {
  const { openSource } = isPostgres(store) ? await import('./postgres/copying.ts') : await import('./sqlite/copying.ts')
  return openSource(store, { migrations: migrationsOf(store), beside })
}

/** Compare two stores row by row, follow the hash chain of the second one, and rank its boards. Servers may be at work on both; each is read as one moment. */
export async function verifyCopy(from: StoreAt, to: StoreAt, told: Told = () => undefined): Promise<CopyCheck> {
  const source = await openSource(from, true)
  try {
    const copy = await openSource(to, true)
    try {
      return await compareStores(source, copy, copiedTables(), told)
    } finally {
      await copy.close()
    }
  } finally {
    await source.close()
  }
}

export const sumOf = (counts: Map<string, number>): number => [...counts.values()].reduce((sum, rows) => sum + rows, 0)

export async function compareStores(source: Source, copy: Source, tables: readonly CopiedTable[], told: Told): Promise<CopyCheck> {
  const [wanted, found] = [await source.counts(tables), await copy.counts(tables)]
  const check: CopyCheck = { tables: [], rows: 0, head: { seq: 0, hash: GENESIS_HASH }, boards: 0, differences: [] }
  let done = 0
  const tell = (rows: number): void => told('checking', (done += rows), sumOf(wanted))
  for (const table of tables) {
    if (wanted.get(table.name) === 0 && found.get(table.name) === 0) check.tables.push({ name: table.name, rows: 0, sha256: NO_ROWS })
    else if (table.name === 'submission_log') await checkLog(check, source, copy, { table, tell })
    else await checkTable(check, source, copy, { table, tell })
    if (table.name === 'standings') await checkBoards(check, source, copy, table)
  }
  return check
}

type Look = { table: CopiedTable; tell: (rows: number) => void; found?: (row: Row) => void }

async function checkLog(check: CopyCheck, source: Source, copy: Source, look: Look): Promise<void> {
  const chain = followChain(look.table)
  await checkTable(check, source, copy, { ...look, found: chain.link })
  check.head = chain.head
  const brokenAt = chain.brokenAt()
  if (brokenAt !== null) check.differences.push({ table: look.table.name, key: String(brokenAt), what: 'does not follow from the line before it' })
}

async function checkTable(check: CopyCheck, source: Source, copy: Source, { table, tell, found = () => undefined }: Look): Promise<void> {
  const digests = { wanted: createHash('sha256'), found: createHash('sha256') }
  const differences: Difference[] = []
  let rows = 0
  for await (const pairs of sideBySide(table, source.rows(table), copy.rows(table))) {
    for (const pair of pairs) {
      const [wanted, copied] = pair.map((row) => (row === null ? null : canonicalRow(row)))
      if (typeof wanted === 'string') digests.wanted.update(wanted)
      if (typeof copied === 'string') digests.found.update(copied)
      if (wanted !== copied && differences.length < NAMED_AT_MOST) differences.push(differenceOf(table, pair))
      if (pair[1] !== null) found(pair[1])
    }
    rows += pairs.filter(([, row]) => row !== null).length
    tell(pairs.filter(([row]) => row !== null).length)
  }
  const [expected, sha256] = [digests.wanted.digest('hex'), digests.found.digest('hex')]
  // Every difference is named above; digests are what can be compared by eye, and say that none was overlooked.
  if (expected !== sha256 && differences.length === 0) differences.push({ table: table.name, key: '*', what: 'has another digest' })
  check.tables.push({ name: table.name, rows, sha256 })
  check.rows += rows
  check.differences.push(...differences)
}

/** The same row gives the same line on both sides; bytes stand as their own hash. */
const canonicalRow = (row: Row): string => `${JSON.stringify(row.map(plain))}\n`
const plain = (value: Value): Value => (Buffer.isBuffer(value) ? createHash('sha256').update(value).digest('hex') : value)

function differenceOf(table: CopiedTable, [wanted, found]: [Row | null, Row | null]): Difference {
  const key = keyOf(table, wanted ?? found ?? [])
  if (found === null || wanted === null) return { table: table.name, key, what: found === null ? 'is missing' : 'is not in the source' }
  const columns = table.columns.filter((_, index) => plain(wanted[index] ?? null) !== plain(found[index] ?? null))
  return { table: table.name, key, what: `has another ${columns.map(({ name }) => name).join(', ')}` }
}

/** A database that sorts otherwise would rank otherwise. */
async function checkBoards(check: CopyCheck, source: Source, copy: Source, standings: CopiedTable): Promise<void> {
  const [wanted, found] = [await ranksOf(source, standings), await ranksOf(copy, standings)]
  check.boards = found.size
  for (const key of new Set([...wanted.keys(), ...found.keys()]))
    if (wanted.get(key) !== found.get(key)) check.differences.push({ table: standings.name, key, what: 'is ranked in another order' })
}

/** A digest of each board in the order in which its database ranks it. */
async function ranksOf(side: Source, standings: CopiedTable): Promise<Map<string, string>> {
  const [board, person] = [placeIn(standings, 'board_id'), placeIn(standings, 'contestant_id')]
  const digests = new Map<string, ReturnType<typeof createHash>>()
  for await (const rows of side.rows(standings, RANKED))
    for (const row of rows) {
      const id = String(row[board])
      const digest = digests.get(id) ?? createHash('sha256')
      digests.set(id, digest.update(`${String(row[person])}\n`))
    }
  return new Map([...digests].map(([id, digest]) => [id, digest.digest('hex')]))
}
