import { sql, type Placeholder, type SQL } from 'drizzle-orm'

/** `{a: :a, b: :b}` for a prepared insert. */
export function placeholders<Name extends string>(...names: Name[]): Record<Name, Placeholder<Name>> {
  return Object.fromEntries(names.map((name) => [name, sql.placeholder(name)])) as Record<Name, Placeholder<Name>>
}

/** The same for a prepared update; values reach the database as they are, so booleans are handed in as 0 or 1. */
export function assignments<Name extends string>(...names: Name[]): Record<Name, SQL> {
  return Object.fromEntries(names.map((name) => [name, sql`${sql.placeholder(name)}`])) as Record<Name, SQL>
}
