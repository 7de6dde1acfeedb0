import type { Reply } from '../../lib/api.ts'
import { moment } from '../../lib/format.ts'

type Window = Reply<'getAttemptAppeals'>
export type DeadlineNote = {
  key: 'appeals.off' | 'appeals.before' | 'appeals.until' | 'appeals.notSealed' | 'appeals.over'
  values: Record<string, string | number>
}

/** The last minute before a moment that ends a day, as people name it: 23:59 of that day. */
export const lastMinute = (endsAt: number): string => moment(endsAt - 60_000)

/** From when until when an attempt can be disputed, in words. */
export function deadlineNote({ state, opensAt, closesAt, days }: Pick<Window, 'state' | 'opensAt' | 'closesAt' | 'days'>): DeadlineNote {
  if (state === 'off') return { key: 'appeals.off', values: {} }
  if (state === 'before') return { key: 'appeals.before', values: { at: moment(opensAt) } }
  if (closesAt === null) return { key: 'appeals.notSealed', values: { days } }
  return { key: state === 'over' ? 'appeals.over' : 'appeals.until', values: { at: lastMinute(closesAt) } }
}
