import { describe, expect, test } from 'vitest'
import { endedSessions } from '../../server/src/http/ended-sessions.ts'
import { windowCounts } from '../../server/src/http/window-counts.ts'

const MINUTE = 60_000
const DAY = 86_400_000

describe('counts of those who try hold the traffic of now, not of the whole day', () => {
  const opened = (most = 1_000) => {
    let now = 0
    return { counts: windowCounts(most, () => now), pass: (ms: number) => void (now += ms) }
  }

  test('a day of other addresses each minute leaves those of two minutes', () => {
    const { counts, pass } = opened()
    for (let minute = 0; minute < 1_440; minute += 1) {
      for (let index = 0; index < 50; index += 1) counts.add(`${minute} ${index}`, MINUTE)
      pass(MINUTE)
    }
    expect(counts.size()).toBeLessThanOrEqual(100)
  })

  test('ever new keys in one moment stop at twice what one window holds', () => {
    const { counts } = opened(1_000)
    for (let index = 0; index < 20_000; index += 1) counts.add(String(index), MINUTE)
    expect(counts.size()).toBeLessThanOrEqual(2_000)
  })

  test('a count outlives as many others as one window holds', () => {
    const { counts } = opened(1_000)
    counts.add('own', MINUTE)
    for (let index = 0; index < 1_000; index += 1) counts.add(String(index), MINUTE)
    expect(counts.add('own', MINUTE).current).toBe(2)
  })

  // Asked after so many seconds, the count and the seconds that its window still lasts.
  const asked: [second: number, current: number, left: number][] = [
    [0, 1, 60],
    [30, 2, 30],
    [59, 3, 1],
    [60, 1, 60],
    [119, 2, 1],
    [120, 1, 60],
    [400, 1, 60],
  ]
  test('a window begins with the first count and ends a minute later, wherever the others stand', () => {
    const { counts, pass } = opened()
    pass(17_000)
    counts.add('another', MINUTE)
    pass(43_000)
    let before = 0
    const told = asked.map(([second]) => {
      pass((second - before) * 1_000)
      before = second
      const { current, ttl } = counts.add('own', MINUTE)
      return [second, current, ttl / 1_000]
    })
    expect(told).toEqual(asked)
  })
})

describe('sessions that were ended', () => {
  test('a month of people who log out leaves those whose sessions would still last', () => {
    const ended = endedSessions(new Map())
    for (let day = 0; day < 30; day += 1)
      for (let index = 0; index < 200; index += 1) ended.add(`${day} ${index}`, (day + 1) * DAY, day * DAY + index * MINUTE)
    expect(ended.size()).toBeLessThanOrEqual(400)
    expect([ended.has('29 0'), ended.has('29 199'), ended.has('0 0')]).toEqual([true, true, false])
  })

  test('what the database remembers is refused from the start, and forgotten in time as well', () => {
    const ended = endedSessions(new Map([['long ago', DAY]]))
    expect(ended.has('long ago')).toBe(true)
    ended.add('now', 3 * DAY, 2 * DAY)
    expect([ended.has('long ago'), ended.has('now')]).toEqual([false, true])
  })
})
