import type { Row } from './publish.ts'

/** What one request takes: milliseconds of processors, bytes that PostgreSQL writes into its log and keeps in tables. */
export type Cost = { perSecond: number; serverMs: number; storeMs: number; logBytes: number; tableBytes: number }
export type Costs = Record<'start' | 'save' | 'handIn' | 'look', Cost>

/** What is assumed of a contest of everybody; the closing hour is reckoned as the preflight does. */
export const assumed = {
  members: 11_000_000,
  rounds: 3,
  attemptsOfOne: 1.5,
  questions: 20,
  /** Of a round's attempts in its last hour, and how much more the busiest minutes have. */
  inLastHour: 0.1,
  rush: 1.5,
  looksAnAttempt: 10,
  /** Of each processor, so that a busy minute finds some of it free. */
  used: 0.6,
}
const SHARES = [0.1, 0.3, 1]

function reckoned(share: number, costs: Costs): [what: string, value: string][] {
  const { members, rounds, attemptsOfOne, questions, inLastHour, rush, looksAnAttempt, used } = assumed
  const attempts = members * share * attemptsOfOne
  const begun = (attempts * inLastHour * rush) / 3_600
  const rates = { start: begun, save: begun * questions, handIn: begun, look: begun * looksAnAttempt } satisfies Record<keyof Costs, number>
  const of = (figure: keyof Cost): number => (Object.keys(rates) as (keyof Costs)[]).reduce((sum, path) => sum + rates[path] * costs[path][figure], 0)
  const anAttempt = (figure: 'logBytes' | 'tableBytes'): number => costs.start[figure] + questions * costs.save[figure] + costs.handIn[figure]
  const whole = (value: number): string => Math.round(value).toLocaleString('en')
  return [
    ['attempts of a round', whole(attempts)],
    ['starts, and hand-ins, a second', whole(rates.start)],
    ['answers a second', whole(rates.save)],
    ['looks at boards a second', whole(rates.look)],
    ['processors of servers', (of('serverMs') / 1_000 / used).toFixed(1)],
    ['processors of PostgreSQL', (of('storeMs') / 1_000 / used).toFixed(1)],
    ['MB a second into the log of PostgreSQL', (of('logBytes') / 1e6).toFixed(1)],
    ['GB in tables after all rounds', whole((attempts * rounds * anAttempt('tableBytes')) / 1e9)],
    ['GB of that log in all rounds', whole((attempts * rounds * anAttempt('logBytes')) / 1e9)],
  ]
}

/** The closing hour of the last round of a whole country, by how many of its members take part. */
export function country(costs: Costs): Row[] {
  const columns = SHARES.map((share) => ({ name: `${share * 100} % take part`, values: reckoned(share, costs) }))
  return (columns[0]?.values ?? []).map(([what], index) => ({
    what,
    ...Object.fromEntries(columns.map(({ name, values }) => [name, values[index]?.[1] ?? ''])),
  }))
}
