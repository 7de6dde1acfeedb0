import { day, moment } from '../../lib/format.ts'
import { t } from '../../lib/text/play.svelte.ts'

const atMidnight = (at: number): boolean => moment(at).startsWith('00:00 ')

/** A half-open window as people say it: whole days without their hours, and the last one as "hết" that day. */
export function windowText({ opensAt, closesAt }: { opensAt: number; closesAt: number }): string {
  const from = atMidnight(opensAt) ? day(opensAt) : moment(opensAt)
  const to = atMidnight(closesAt) ? t('window.endOf', { day: day(closesAt - 1) }) : moment(closesAt)
  return t('window', { from, to })
}
