import type { Window } from './contest.ts'

type Wall = { day: string; hour: number; minute: number }

/** What a clock and a calendar on the wall of a time zone show. */
function wallOf(at: number, timeZone: string): Wall {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
  return { day: `${parts['day']}/${parts['month']}/${parts['year']}`, hour: Number(parts['hour']), minute: Number(parts['minute']) }
}

function momentWords({ day, hour, minute }: Wall): string {
  return `${hour} giờ${minute === 0 ? '' : ` ${String(minute).padStart(2, '0')} phút`} ngày ${day}`
}

const atMidnight = ({ hour, minute }: Wall): boolean => hour === 0 && minute === 0

/** A half-open window as Vietnamese notices write it: whole days without their hours, and the last one as "hết ngày". */
export function windowInWords({ opensAt, closesAt }: Window, timeZone: string): string {
  const [opens, closes] = [wallOf(opensAt, timeZone), wallOf(closesAt, timeZone)]
  const lastDay = wallOf(closesAt - 1, timeZone).day
  if (atMidnight(opens) && atMidnight(closes) && opens.day === lastDay) return `Trong ngày ${lastDay}`
  const from = atMidnight(opens) ? `ngày ${opens.day}` : momentWords(opens)
  const to = atMidnight(closes) ? `hết ngày ${lastDay}` : momentWords(closes)
  return `Từ ${from} đến ${to}`
}

/** dd/MM/yyyy on the calendar of a time zone. */
export const calendarDay = (at: number, timeZone: string): string => wallOf(at, timeZone).day
