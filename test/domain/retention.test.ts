import { describe, expect, test } from 'vitest'
import { deadlinesOf, finalSince, type RoundEnd } from '../../server/src/domain/retention.ts'

const at = (text: string) => Date.parse(`${text}Z`)
const DAY = 86_400_000

test.each([
  ['2023-05-24T08:00', 24, '2021-05-24T08:00'],
  ['2023-03-31T23:59', 1, '2023-02-28T23:59'],
  ['2024-03-31T00:00', 1, '2024-02-29T00:00'],
  ['2024-01-31T00:00', 2, '2023-11-30T00:00'],
  ['2024-02-29T12:00', 12, '2023-02-28T12:00'],
  ['2023-12-31T12:00', 12, '2022-12-31T12:00'],
])('at %s, %i months ago was %s', (now, months, then) => {
  expect(deadlinesOf({ months, codeDays: 30 }, at(now)).finalBefore).toBe(at(then))
})

describe('a contest is final', () => {
  const NOW = at('2023-01-01T00:00')
  const CLOSED = at('2021-05-24T00:00')
  const round = (changes: Partial<RoundEnd> = {}): RoundEnd => ({ closesAt: CLOSED, practice: false, lastSealedAt: null, ...changes })
  test.each<[what: string, closesAt: number, rounds: RoundEnd[], since: number | null]>([
    ['not before it is over', NOW + 1, [round({ lastSealedAt: CLOSED })], null],
    ['with its last seal', CLOSED, [round({ lastSealedAt: CLOSED + DAY }), round({ lastSealedAt: CLOSED + 3 * DAY })], CLOSED + 3 * DAY],
    ['at its own close, when it was sealed before', CLOSED, [round({ lastSealedAt: CLOSED - DAY })], CLOSED],
    ['90 days after a round that nobody seals', CLOSED, [round({ lastSealedAt: CLOSED }), round()], CLOSED + 90 * DAY],
    ['not while those days last', NOW, [round({ closesAt: NOW - 90 * DAY + 1 })], null],
    ['whatever becomes of practice', CLOSED, [round({ practice: true, closesAt: NOW }), round({ lastSealedAt: CLOSED })], CLOSED],
    ['when it never had a round', CLOSED, [], CLOSED],
  ])('%s', (_what, closesAt, rounds, since) => expect(finalSince(closesAt, rounds, NOW)).toBe(since))
})
