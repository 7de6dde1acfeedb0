import type { ActivityReads } from '../../ports/activity.ts'
import { sqliteActivity } from './activity.ts'
import { openForReading } from './open.ts'

/** What an export worker reads for tables of unions, on a read-only connection of its own. */
export function openForExports(file: string): { activity: ActivityReads } {
  return { activity: sqliteActivity({ db: openForReading(file) }) }
}
