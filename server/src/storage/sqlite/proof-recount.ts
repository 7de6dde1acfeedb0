import type Database from 'better-sqlite3'
import { getTableColumns, getTableName, type Table } from 'drizzle-orm'
import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { BoardDifference, Recount } from '../../ports/proof.ts'
import type { Sqlite } from './open.ts'
import { sqliteProjection } from './projection.ts'
import { activity, outcomes, projections, questionUsage, standings, unionTallies } from './schema.ts'

const boards = [outcomes, standings, unionTallies, activity, questionUsage]

/**
 * The boards counted again by the projector's own code, beside the stored ones. Temporary tables of the same names hide the stored ones on this
 * connection; they live in a file of their own that is gone when the connection closes, so memory stays flat and the database is only read.
 */
export function proofRecount(db: Sqlite['db'], client: Database.Database): Recount {
  const stored = client.prepare(`select coalesce(max(seq), 0) as seq from main.projections where name = 'boards'`).get() as { seq: number }
  for (const table of [...boards, projections]) hideBehindTemporary(client, getTableName(table))
  const counting = sqliteProjection({ db, client })
  return {
    progress: stored.seq,
    apply: (entries, rules) => void counting.apply([...entries], rules),
    compare: (limit) => {
      const compared = boards.map((table) => compareTable(client, table, limit))
      return { rows: compared.reduce((sum, { rows }) => sum + rows, 0), differences: compared.flatMap(({ differences }) => differences) }
    },
  }
}

function hideBehindTemporary(client: Database.Database, name: string): void {
  const parts = client
    .prepare(`select type, sql from main.sqlite_master where tbl_name = ? and sql is not null order by type = 'index'`)
    .all(name) as {
    type: string
    sql: string
  }[]
  for (const { type, sql } of parts) {
    if (type === 'table') client.exec(sql.replace(/^CREATE TABLE /i, 'CREATE TEMP TABLE '))
    if (type === 'index') client.exec(sql.replace(/^(CREATE (?:UNIQUE )?INDEX )/i, '$1temp.'))
  }
}

/** Both sides joined by their keys: a row on one side only, or one with another value. */
function compareTable(client: Database.Database, table: SQLiteTable, limit: number): { rows: number; differences: BoardDifference[] } {
  const name = getTableName(table)
  const keys = keysOf(table)
  const others = columnsOf(table).filter((column) => !keys.includes(column))
  const on = keys.map((key) => `m.${key} = t.${key}`).join(' and ')
  const changed = others.map((column) => `m.${column} is not t.${column}`).join(' or ')
  const all = [...keys, ...others]
  const sides = (side: string, prefix: string): string => all.map((column) => `${side}.${column} as ${prefix}${column}`).join(', ')
  const surplus = client
    .prepare(
      `select ${sides('m', 'm_')}, ${sides('t', 't_')} from main.${name} m left join temp.${name} t on ${on} where t.${keys[0]} is null or ${changed} limit ?`,
    )
    .all(limit) as Record<string, unknown>[]
  const missing = client
    .prepare(`select ${sides('t', 't_')} from temp.${name} t left join main.${name} m on ${on} where m.${keys[0]} is null limit ?`)
    .all(limit) as Record<string, unknown>[]
  const { rows } = client.prepare(`select count(*) as rows from main.${name}`).get() as { rows: number }
  const side = (row: Record<string, unknown>, prefix: string): Record<string, unknown> | null =>
    (row[`${prefix}${keys[0]}`] ?? null) === null ? null : Object.fromEntries(all.map((column) => [column, row[`${prefix}${column}`] ?? null]))
  return {
    rows,
    differences: [...surplus, ...missing].map((row) => {
      const [stored, counted] = [side(row, 'm_'), side(row, 't_')]
      return { table: name, key: keys.map((key) => String((stored ?? counted)?.[key])).join(' '), stored, counted }
    }),
  }
}

const columnsOf = (table: Table): string[] => Object.values(getTableColumns(table)).map(({ name }) => name)
const keysOf = (table: SQLiteTable): string[] => {
  const { columns, primaryKeys } = getTableConfig(table)
  const [together] = primaryKeys
  return (together?.columns ?? columns.filter(({ primary }) => primary)).map(({ name }) => name)
}
