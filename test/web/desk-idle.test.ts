import { expect, test } from 'vitest'
import { idleState } from '../../web/src/desk/rules/idle.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

const cases: [what: string, usedMinutesAgo: number, toldMinutesAgo: number, next: string, tell: boolean][] = [
  ['used a moment ago, told a moment ago', 0, 0, 'used', false],
  ['used, and the server has not heard for a quarter of the span', 1, 15, 'used', true],
  ['not used since the server heard', 20, 20, 'used', false],
  ['lying for a minute less than the span', 59, 59, 'ending', false],
  ['lying for a little more than that', 58.9, 59, 'used', true],
  ['lying for the whole span', 60, 60, 'over', false],
  ['asleep overnight, with a tap that was never told', 600, 601, 'over', false],
]
test.each(cases)('a session %s', (_what, used, told, next, tell) => {
  const now = 1_000 * HOUR
  expect(idleState({ now, usedAt: now - used * MINUTE, toldAt: now - told * MINUTE, idleMs: HOUR })).toEqual({ next, tell })
})
