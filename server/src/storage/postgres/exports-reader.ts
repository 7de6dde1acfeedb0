import type { ActivityReads } from '../../ports/activity.ts'
import { postgresActivity } from './activity.ts'
import { openMoment } from './open.ts'

/** What an export worker reads for tables of unions, on a connection of its own. */
export async function openForExports(url: string): Promise<{ activity: ActivityReads; close: () => Promise<void> }> {
  const { db, close } = await openMoment(url)
  return { activity: postgresActivity({ db }), close }
}
