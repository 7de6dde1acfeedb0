import { sql, type Placeholder } from 'drizzle-orm'

/** `{a: :a, b: :b}` for a prepared insert or update. */
export function placeholders<Name extends string>(...names: Name[]): Record<Name, Placeholder<Name>> {
  return Object.fromEntries(names.map((name) => [name, sql.placeholder(name)])) as Record<Name, Placeholder<Name>>
}
