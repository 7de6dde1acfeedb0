import Database from 'better-sqlite3'
import { join } from 'node:path'
import { Unusable } from '../../domain/unusable.ts'

/** A server that is stopping lets go within its drain; whoever starts beside it waits that long. */
const HANDOVER_MS = 3_000

/** A lock that nobody remembers would be let go when memory is tidied up. */
const held = new Set<Database.Database>()

/**
 * Hold a data folder for one server: two of them would each keep in memory what the other changes. The lock is the system's,
 * so that it ends with the process, however that ends. Gives what lets go; throws `Unusable` when another server has it.
 */
export function holdFolder(dataDir: string): () => void {
  const file = join(dataDir, '.running')
  const client = new Database(file, { timeout: HANDOVER_MS })
  try {
    client.pragma('journal_mode = MEMORY')
    client.exec('begin exclusive')
  } catch (error) {
    client.close()
    if (!(error instanceof Database.SqliteError) || !error.code.startsWith('SQLITE_BUSY')) throw error
    throw new Unusable(`another server is running on ${dataDir}: stop that one first, or give this one a DATA_DIR of its own`)
  }
  held.add(client)
  return () => {
    held.delete(client)
    client.close()
  }
}
