import { getTableConfig as postgresConfig } from 'drizzle-orm/pg-core'
import { getTableConfig as sqliteConfig } from 'drizzle-orm/sqlite-core'
import { tablePairs, type TablePair } from './parity.ts'

/** What a column holds in either store; JSON is text that nobody reads here, so that it keeps its bytes. */
export type Kind = 'text' | 'integer' | 'real' | 'boolean' | 'bytes'
export type Column = { name: string; kind: Kind }
export type CopiedTable = { name: string; columns: Column[]; key: string[] }

const kinds: Record<string, Kind> = {
  'text collate "C"': 'text',
  bigint: 'integer',
  'double precision': 'real',
  boolean: 'boolean',
  bytea: 'bytes',
}

/** How boards are sorted. */
export const RANKED = ['board_id', 'k1', 'k2', 'k3', 'k4', 'attempt_id'] as const

/** A sealed revision takes no more rows (triggers refuse them), so it comes after all of them. */
const LAST = 'result_revisions'

/** The tables of both stores in the order in which they are copied: all, or those that are named. */
export function copiedTables(names?: readonly string[]): CopiedTable[] {
  const pairs = tablePairs()
  const unknown = names?.find((name) => !pairs.has(name))
  if (unknown !== undefined) throw new Error(`there is no table ${unknown}`)
  const chosen = [...pairs].filter(([name]) => names?.includes(name) ?? true)
  return chosen.map(([, pair]) => described(pair)).sort((a, b) => Number(a.name === LAST) - Number(b.name === LAST))
}

function described(pair: TablePair): CopiedTable {
  const { name, columns, primaryKeys } = sqliteConfig(pair.sqlite)
  const types = new Map(postgresConfig(pair.postgres).columns.map((column) => [column.name, column.getSQLType()]))
  const kindOf = (column: string): Kind => {
    const kind = kinds[types.get(column) ?? '']
    if (kind === undefined) throw new Error(`no kind of value is known for ${name}.${column}`)
    return kind
  }
  const keyed = primaryKeys[0]?.columns ?? columns.filter(({ primary }) => primary)
  return { name, columns: columns.map((column) => ({ name: column.name, kind: kindOf(column.name) })), key: keyed.map((column) => column.name) }
}

/** Where a column stands in a row. */
export function placeIn({ name, columns }: CopiedTable, column: string): number {
  const place = columns.findIndex((one) => one.name === column)
  if (place === -1) throw new Error(`there is no column ${name}.${column}`)
  return place
}
