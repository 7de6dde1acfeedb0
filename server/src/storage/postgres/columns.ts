import { bigint, boolean, customType, doublePrecision } from 'drizzle-orm/pg-core'

// Columns under the names that SQLite's have, so that one schema reads like the other.

/** Compared byte by byte, as SQLite does and as domain code sorts, whatever the database's own collation is. */
const plainText = customType<{ data: string; driverData: string }>({ dataType: () => 'text collate "C"' })

/** JSON in the words in which it was written: jsonb would reorder what hashes are taken of. */
const jsonText = customType<{ data: unknown; driverData: string }>({
  dataType: () => 'text collate "C"',
  toDriver: (value) => JSON.stringify(value),
  fromDriver: (written) => JSON.parse(written) as unknown,
})

const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' })

type Json = { mode: 'json' }
type Bool = { mode: 'boolean' }

export function text(name?: string): ReturnType<typeof plainText>
export function text(config: Json): ReturnType<typeof jsonText>
export function text(name: string, config: Json): ReturnType<typeof jsonText>
export function text(name: string | Json = '', config?: Json): ReturnType<typeof plainText> | ReturnType<typeof jsonText> {
  if (typeof name === 'object') return jsonText()
  return config === undefined ? plainText(name) : jsonText(name)
}

const whole = (name: string) => bigint(name, { mode: 'number' })

export function integer(name?: string): ReturnType<typeof whole>
export function integer(config: Bool): ReturnType<typeof boolean>
export function integer(name: string, config: Bool): ReturnType<typeof boolean>
export function integer(name: string | Bool = '', config?: Bool): ReturnType<typeof whole> | ReturnType<typeof boolean> {
  if (typeof name === 'object') return boolean()
  return config === undefined ? whole(name) : boolean(name)
}

export const real = (name = '') => doublePrecision(name)
export const blob = (_config: { mode: 'buffer' }) => bytes()
