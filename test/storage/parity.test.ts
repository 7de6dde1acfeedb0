import { getTableName, sql, type SQL } from 'drizzle-orm'
import {
  getTableConfig as postgresConfig,
  index as postgresIndex,
  PgDialect,
  pgTable,
  primaryKey as postgresKey,
  uniqueIndex as postgresUnique,
  type PgTable,
} from 'drizzle-orm/pg-core'
import {
  getTableConfig as sqliteConfig,
  index,
  integer,
  primaryKey,
  SQLiteSyncDialect,
  sqliteTable,
  text,
  uniqueIndex,
  type SQLiteTable,
} from 'drizzle-orm/sqlite-core'
import { describe, expect, it, test } from 'vitest'
import { copiedTables } from '../../server/src/storage/copied-tables.ts'
import { tablePairs, type Drifted } from '../../server/src/storage/parity.ts'
import * as columns from '../../server/src/storage/postgres/columns.ts'

type Named = { name: string }
const names = (list: readonly unknown[]): string => list.map((one) => (one as Named).name).join(', ')
const lines = (of: string[]): string[] => [...of].sort((a, b) => (a < b ? -1 : 1))
const kinds: Record<string, string> = { 'text collate "C"': 'text', bigint: 'integer', boolean: 'integer', 'double precision': 'real', bytea: 'blob' }

type Config = ReturnType<typeof sqliteConfig> | ReturnType<typeof postgresConfig>
type Told = { config: Config; kindOf: (type: string) => string; written: (where: SQL) => string }

/** What a table says of itself beside the types of its rows, a line each, in words that both dialects share. */
function saidBy({ config, kindOf, written }: Told): string[] {
  const keys = config.primaryKeys.map((key) => names(key.columns))
  const single = config.columns.filter(({ primary }) => primary).map(({ name }) => name)
  const defaults = (column: Config['columns'][number]): string => (column.hasDefault && !column.primary ? ' default' : '')
  return lines([
    ...config.columns.map((column) => `${column.name} ${kindOf(column.getSQLType())}${column.notNull ? ' not null' : ''}${defaults(column)}`),
    ...config.columns.filter(({ isUnique }) => isUnique).map(({ name }) => `unique (${name})`),
    ...config.uniqueConstraints.map((unique) => `unique (${names(unique.columns)})`),
    ...[...keys, ...single].map((key) => `key (${key})`),
    ...config.indexes.map(({ config: { name, unique, columns: of, where } }) =>
      [unique === true ? 'unique index' : 'index', name, `(${names(of)})`, ...(where === undefined ? [] : [`where ${written(where)}`])].join(' '),
    ),
    ...config.foreignKeys.map((key) => {
      const { columns: from, foreignTable, foreignColumns } = key.reference()
      return `(${names(from)}) of ${getTableName(foreignTable)} (${names(foreignColumns)}) ${key.onDelete ?? 'no action'} ${key.onUpdate ?? 'no action'}`
    }),
    ...config.checks.map(({ name }) => `check ${name}`),
  ])
}

const ofSqlite = (table: SQLiteTable): string[] =>
  saidBy({ config: sqliteConfig(table), kindOf: (type) => type, written: (where) => new SQLiteSyncDialect().sqlToQuery(where).sql })
const ofPostgres = (table: PgTable): string[] =>
  saidBy({ config: postgresConfig(table), kindOf: (type) => kinds[type] ?? type, written: (where) => new PgDialect().sqlToQuery(where).sql })

const pairs = [...tablePairs()]

describe('the two stores', () => {
  it('have the same tables', () => {
    expect(pairs.length).toBeGreaterThan(50)
    expect(
      copiedTables()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(pairs.map(([name]) => name).sort())
  })

  it.each(pairs)('agree on %s: columns, nulls, keys, indexes and references', (_, { sqlite, postgres }) => {
    expect(ofPostgres(postgres)).toEqual(ofSqlite(sqlite))
  })

  it('tell of every row by its key, and of sealed revisions last', () => {
    expect(copiedTables().filter(({ key }) => key.length === 0)).toEqual([])
    expect(copiedTables().at(-1)?.name).toBe('result_revisions')
  })
})

const parents = sqliteTable('parents', { id: text().primaryKey() })
const children = sqliteTable(
  'children',
  {
    parentId: text('parent_id')
      .notNull()
      .references(() => parents.id),
    number: integer().notNull(),
    word: text().unique(),
    at: integer(),
  },
  (table) => [
    primaryKey({ columns: [table.parentId, table.number] }),
    index('children_at')
      .on(table.at, table.number)
      .where(sql`at is not null`),
    uniqueIndex('children_word').on(table.word),
  ],
)
const twins = pgTable('parents', { id: columns.text().primaryKey() })

type Changes = { at?: 'not null'; parent?: 'anyone'; where?: string; word?: 'not unique'; key?: ('parentId' | 'number')[] }

/** The same table in PostgreSQL, but for what somebody changed there only. */
function twin({ at, parent, where = 'at is not null', word, key = ['parentId', 'number'] }: Changes = {}): PgTable {
  const parentId = columns.text('parent_id').notNull()
  return pgTable(
    'children',
    {
      parentId: parent === 'anyone' ? parentId : parentId.references(() => twins.id),
      number: columns.integer().notNull(),
      word: columns.text().unique(),
      at: at === 'not null' ? columns.integer().notNull() : columns.integer(),
    },
    (table) => [
      postgresKey({ columns: key.map((name) => table[name]) as [typeof table.parentId] }),
      postgresIndex('children_at').on(table.at, table.number).where(sql.raw(where)),
      (word === 'not unique' ? postgresIndex : postgresUnique)('children_word').on(table.word),
    ],
  )
}

test.each<[what: string, changes: Changes, lost: string[]]>([
  ['nothing', {}, []],
  ['a column that may be null', { at: 'not null' }, ['at integer']],
  ['a reference', { parent: 'anyone' }, ['(parent_id) of parents (id) no action no action']],
  ['the rows of an index', { where: 'at is null' }, ['index children_at (at, number) where at is not null']],
  ['the order of a key', { key: ['number', 'parentId'] }, ['key (parent_id, number)']],
  ['an index that is unique', { word: 'not unique' }, ['unique index children_word (word)']],
])('drift is seen: %s', (_, changes, lost) => {
  const there = ofPostgres(twin(changes))
  expect(ofSqlite(children).filter((line) => !there.includes(line))).toEqual(lost)
})

test('drift of types is named by the compiler', () => {
  const same = { children: sqliteTable('a', { id: text().primaryKey(), at: integer() }) }
  const other = { children: pgTable('a', { id: columns.text().primaryKey(), at: columns.text() }), more: pgTable('b', { id: columns.text() }) }
  const names: Record<Drifted<typeof same, typeof other>, true> = { children: true, more: true }
  const none: Record<Drifted<typeof same, typeof same>, true> = {}
  // @ts-expect-error Both are named.
  const few: Record<Drifted<typeof same, typeof other>, true> = { children: true }
  expect([names, none, few]).toHaveLength(3)
})
