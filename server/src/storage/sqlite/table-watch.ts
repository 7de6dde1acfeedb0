import type Database from 'better-sqlite3'

/** A stamp that is the same as long as nothing has changed; null while what is read may still be undone. */
export type Stamp = () => string | null

/** Answers that are held: of the rounds and contests under way, and of every union of a large one. */
const MOST_KNOWN = 5_000

const watches = new WeakMap<Database.Database, Map<string, Stamp>>()

/**
 * Tells whether something in some tables may have changed since it was last asked. What this connection changes is told by triggers of its own, which leave
 * with it; what others commit, by SQLite. Null while a transaction that changed them is open.
 */
function tableWatch(client: Database.Database, tables: readonly string[]): Stamp {
  const known = watches.get(client) ?? new Map<string, Stamp>()
  watches.set(client, known)
  const name = `changed_${tables.join('_')}`
  const stamp = known.get(name) ?? watch(client, tables, name)
  known.set(name, stamp)
  return stamp
}

function watch(client: Database.Database, tables: readonly string[], name: string): Stamp {
  const others = client.prepare<[], number>('pragma data_version').pluck()
  let changes = 0
  let open = false
  if (!client.readonly) {
    client.function(name, () => {
      changes += 1
      open = true
      return null
    })
    for (const table of tables)
      for (const what of ['insert', 'update', 'delete'])
        client.exec(`create temp trigger ${name}_${table}_${what} after ${what} on main.${table} begin select ${name}(); end`)
  }
  return () => {
    if (!client.inTransaction) open = false
    return open ? null : `${others.get()} ${changes}`
  }
}

/** The same answer as long as nothing in these tables has changed: it is shared by all who ask, so nobody may change it. `read` sees one moment. */
export function unlessChanged<Value>(client: Database.Database, tables: readonly string[], read: (id: string) => Value): (id: string) => Value {
  const stampNow = tableWatch(client, tables)
  const known = new Map<string, { stamp: string; value: Value }>()
  return (id) => {
    const stamp = stampNow()
    const before = known.get(id)
    if (before !== undefined && before.stamp === stamp) return before.value
    const value = read(id)
    if (stamp === null) return value
    if (known.size >= MOST_KNOWN) known.clear()
    known.set(id, { stamp, value })
    return value
  }
}
