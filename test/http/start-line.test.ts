import { describe, expect, test } from 'vitest'
import { startLine } from '../../server/src/start-line.ts'

/** A line whose time is moved by hand and whose spread is known. */
function opened(random = 0) {
  let now = 0
  const line = startLine(
    () => now,
    () => random,
  )
  return { line, pass: (seconds: number) => (now += seconds * 1_000) }
}

describe('the line of those who want to start', () => {
  test('while there is no flood and nobody waits, everybody starts at once', () => {
    const { line } = opened()
    expect([line.ask('a', false), line.ask('b', false), line.waiting()]).toEqual([null, null, 0])
  })

  test('in a flood each is told when to ask again and how many stand before', () => {
    const { line } = opened()
    const places = Array.from({ length: 100 }, (_, index) => line.ask(`p${index}`, true))
    expect(places[0]).toEqual({ seconds: 2, ahead: 0 })
    expect(places[99]).toEqual({ seconds: 5, ahead: 99 })
    expect(line.waiting()).toBe(100)
  })

  test('whoever asks again before their turn keeps their place, and a newcomer stands behind them also when the flood is over', () => {
    const { line, pass } = opened()
    for (const who of ['a', 'b', 'c']) line.ask(who, true)
    expect(line.ask('b', true)?.ahead).toBe(1)
    expect(line.ask('d', false)?.ahead).toBe(3)
    pass(1)
    expect(['a', 'b', 'c', 'd'].map((who) => line.ask(who, false))).toEqual([null, null, null, null])
    expect(line.empty()).toBe(true)
  })

  test('first come, first served: of 400 people nobody starts before somebody who came earlier and asks as often', () => {
    const { line, pass } = opened()
    const people = Array.from({ length: 400 }, (_, index) => `p${index}`)
    for (const who of people) line.ask(who, true)
    const started: string[] = []
    for (let second = 0; started.length < people.length && second < 400; second += 1) {
      pass(1)
      for (const who of people) if (!started.includes(who) && line.ask(who, second < 20) === null) started.push(who)
    }
    expect(started).toEqual(people)
  })

  test('also in a flood that does not end some are let in each second, fewer than in calm', () => {
    const [flood, calm] = [opened(), opened()]
    for (const { line } of [flood, calm]) for (let index = 0; index < 1_000; index += 1) line.ask(`p${index}`, true)
    for (let second = 0; second < 10; second += 1) {
      for (const [{ line, pass }, flooded] of [
        [flood, true],
        [calm, false],
      ] as const) {
        pass(1)
        line.ask('p999', flooded)
      }
    }
    const [slowly, quickly] = [1_000 - flood.line.waiting(), 1_000 - calm.line.waiting()]
    expect(slowly).toBeGreaterThanOrEqual(20)
    expect(quickly).toBeGreaterThan(slowly * 3)
  })

  test('those who have gone hold nobody up for good', () => {
    const { line, pass } = opened()
    for (let index = 0; index < 50; index += 1) line.ask(`gone${index}`, true)
    pass(60)
    expect(line.ask('new', false)).toBeNull()
    pass(200)
    expect([line.empty(), line.ask('gone0', false)]).toEqual([true, null])
  })

  test('a wait is spread by up to a quarter and never longer than somebody would believe', () => {
    const { line } = opened(0.999)
    const places = Array.from({ length: 5_000 }, (_, index) => line.ask(`p${index}`, true))
    expect(places[0]?.seconds).toBe(3)
    expect(places.at(-1)?.seconds).toBe(38)
  })
})
