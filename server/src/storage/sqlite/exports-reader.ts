import type { ActivityReads } from '../../ports/activity.ts'
import { sqliteActivity } from './activity.ts'
import { openForReading } from './open.ts'

/** What an export worker reads for tables of unions, on a read-only connection of its own. */
export async function openForExports(file: string): Promise<{ activity: ActivityReads; close: () => Promise<void> }> {
  const db = openForReading(file)
  return { activity: sqliteActivity({ db }), close: async () => void db.$client.close() }
}
