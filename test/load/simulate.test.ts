import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import type { RoundRules } from '@hoithi/shared/contracts/rules'
import { checkDisk } from '../../scripts/simulation/finale.ts'
import { faultsOf, type Tap } from '../../scripts/simulation/books.ts'
import { compare } from '../../scripts/simulation/comparing.ts'
import { WrongOptions } from '../../scripts/command-options.ts'
import { readOptions } from '../../scripts/simulation/options.ts'
import { beyondReckoning, liveRound, sealedRound, unionSums, wholeContest, type Finished } from '../../scripts/simulation/reckoning.ts'
import { simulate, type Remains } from '../../scripts/simulation/run.ts'
import { timetable } from '../../scripts/simulation/timetable.ts'
import { openTroubles } from '../../scripts/simulation/world.ts'
import { plainRules } from '../support/plain-rules.ts'

describe('an acknowledged answer counts as lost', () => {
  const tap = (letter: string, tappedAt: number, state: Tap['state']): Tap => ({ position: 1, choice: [letter], tappedAt, state })
  const cases: [title: string, taps: Tap[], saved: string | null, fault: 'lost' | 'foreign' | null][] = [
    ['not when it is there', [tap('a', 10, 'acknowledged')], 'a', null],
    ['when nothing is there', [tap('a', 10, 'acknowledged')], null, 'lost'],
    ['when another one is there', [tap('a', 10, 'acknowledged')], 'b', 'lost'],
    ['when an earlier one stands instead', [tap('a', 10, 'acknowledged'), tap('b', 20, 'acknowledged')], 'a', 'lost'],
    ['not when the later one came first', [tap('b', 20, 'acknowledged'), tap('a', 10, 'acknowledged')], 'b', null],
    ['not when a later tap without a reply stands', [tap('a', 10, 'acknowledged'), tap('b', 20, 'unknown')], 'b', null],
    ['when an earlier tap without a reply stands', [tap('a', 10, 'acknowledged'), tap('b', 5, 'unknown')], 'b', 'lost'],
    ['when a refused tap stands', [tap('a', 10, 'acknowledged'), tap('b', 20, 'refused')], 'b', 'lost'],
    ['not when nothing was acknowledged and nothing is there', [tap('a', 10, 'refused')], null, null],
    ['never: an answer that nobody gave is another fault', [], 'c', 'foreign'],
    ['at the same millisecond when the lesser choice stands', [tap('a', 10, 'acknowledged'), tap('b', 10, 'acknowledged')], 'a', 'lost'],
  ]
  test.each(cases)('%s', (_title, taps, saved, fault) => {
    const found = faultsOf({ attemptId: 'A', taps }, new Map(saved === null ? [] : [[1, [saved]]]))
    expect(found.map(({ kind }) => kind)).toEqual(fault === null ? [] : [fault])
  })
})

describe('the crowd’s own reckoning, worked by hand', () => {
  const rules: RoundRules = plainRules
  const attempt = (attemptId: string, phone: string, score: number, prediction: number | null, durationMs: number, number = 1): Finished => ({
    attemptId,
    phone,
    unionId: phone === 'D' ? 'other' : 'union',
    number,
    score,
    allCorrect: score === 400,
    prediction,
    durationMs,
    submittedAt: 1_000_000 + durationMs,
  })
  // Two people have everything right, so the target is 2.
  const attempts = [
    attempt('1', 'A', 400, 9, 100),
    attempt('2', 'B', 400, 2, 900),
    attempt('3', 'C', 300, null, 50),
    attempt('4', 'C', 300, 3, 500, 2),
    attempt('5', 'D', 300, 1, 500),
  ]

  test('before the seal no prediction counts: the shorter time is above', () => {
    expect(liveRound(attempts, rules).map(({ phone, number }) => `${phone}${number}`)).toEqual(['A1', 'B1', 'C1', 'D1'])
  })
  test('sealed: counts first, then the target, then the nearer prediction, and equals share a rank', () => {
    const sealed = sealedRound(attempts, rules)
    expect(sealed).toMatchObject({ people: 4, allCorrectCount: 2, target: 2 })
    expect(sealed.rows.map(({ phone, number, rank }) => `${rank} ${phone}${number}`)).toEqual(['1 B1', '2 A1', '3 C2', '3 D1'])
  })
  test('the whole contest sums scores and times over the rounds', () => {
    const whole = wholeContest([liveRound(attempts, rules), liveRound([attempt('6', 'C', 200, 1, 10)], rules)], rules)
    expect(whole.map(({ phone, score, durationMs }) => `${phone} ${score} ${durationMs}`)).toEqual([
      'C 500 60',
      'A 400 100',
      'B 400 900',
      'D 300 500',
    ])
  })
  test('unions count people once and every attempt, also for those above them', () => {
    const sums = unionSums(liveRound(attempts, rules), attempts, (id) => [id, 'root'])
    expect(Object.fromEntries(sums)).toEqual({
      union: { people: 3, attempts: 4, score: 1_100 },
      other: { people: 1, attempts: 1, score: 300 },
      root: { people: 4, attempts: 5, score: 1_400 },
    })
  })
  test('a board with a row too few, a row too many or another row is a trouble', () => {
    const troubles = openTroubles()
    const differences = [['1'], ['1', '2', '3'], ['1', '3'], ['1', '2']].map((got) => compare({ troubles }, 'board', ['1', '2'], got).differences)
    expect(differences).toEqual([1, 1, 1, 0])
    expect(troubles.list()).toMatchObject([{ count: 3 }])
  })
})

describe('rules that the reckoning does not know are refused, never guessed', () => {
  const cases: [rules: Partial<RoundRules>, words: string | null][] = [
    [{}, null],
    [{ counts: 'first', prediction: null, tieBreaks: ['score', 'durationMs'] }, null],
    [{ multipleCredit: 'partial' }, 'part of the points for part of an answer'],
    [{ blueprint: [{ count: 2 }, { count: 2, points: 2 }] }, 'points of their own for some questions'],
    [{ equals: 'lot' }, 'a lot among equals'],
  ]
  test.each(cases)('%j: %s', (rules, words) => expect(beyondReckoning({ ...plainRules, ...rules })).toBe(words))
})

describe('what was asked for', () => {
  test.each([
    [['--contestants', '1'], 'contestants'],
    [['--days', '32'], 'days'],
    [['--speed', 'fast'], 'speed'],
    [['--scenario', 'night'], 'scenario'],
    [['--people', '5'], 'people'],
  ])('%j is refused in a sentence that names it', (args, name) => {
    expect(() => readOptions(args)).toThrow(WrongOptions)
    expect(() => readOptions(args)).toThrow(name)
  })
  test('rounds are squeezed into the days, end to end', () => {
    const day = 86_400_000
    const pack = [
      { opensAt: 0, closesAt: 7 * day },
      { opensAt: 7 * day, closesAt: 10 * day },
    ]
    expect(timetable({ scenario: 'contest', days: 1, rounds: 50 }, pack).rounds).toEqual([
      { opensAt: 0, closesAt: 60_480_000 },
      { opensAt: 60_480_000, closesAt: day },
    ])
  })
})

/** Delete one answer from the database as it lies there, check again, and tell what was found. */
async function deleteOneAnswer({ world, dataDir }: Remains): Promise<string> {
  const database = new Database(join(dataDir, 'hoithi.sqlite'))
  expect(database.prepare('delete from responses where rowid = (select min(rowid) from responses)').run().changes).toBe(1)
  database.close()
  const troubles = openTroubles()
  await checkDisk({ ...world, troubles }, dataDir)
  return troubles
    .list()
    .map(({ what, count }) => (count === 1 ? what : `${what} × ${count}`))
    .join()
}

test('forty people of every kind take a round at 600 times its speed: nothing acknowledged is lost, every board is as they reckon it, and nothing is left behind', async () => {
  const folders = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('hoithi-simulate-'))
  const before = folders()
  const options = readOptions(['--contestants', '40', '--days', '0.1', '--rounds', '1', '--speed', '600'])
  const missing: string[] = []
  const report = await simulate(options, new Promise<never>(() => undefined), async (remains) => {
    missing.push(await deleteOneAnswer(remains))
  })
  expect(report.troubles).toEqual([])
  expect(report.errors.filter(({ expected }) => !expected)).toEqual([])
  expect(report.boards.filter(({ differences }) => differences > 0)).toEqual([])
  expect(report.passed).toBe(true)
  // An answer that is really gone from the file is found, and named.
  expect(missing).toEqual(['an acknowledged answer is not on disk'])
  // It did try what it says: people came, lines were cut, passwords mistaken, attempts abandoned, boards had rows.
  // On a busy machine, 600 times too fast, the round may close on some kinds of people before they begin.
  expect(report.kinds.filter(({ attempts }) => attempts > 0).length).toBeGreaterThan(report.kinds.length / 2)
  expect(report.disk.acknowledged).toBeGreaterThan(100)
  expect(report.paths.reduce((sum, { cut }) => sum + cut, 0)).toBeGreaterThan(0)
  expect(report.errors.map(({ path, code }) => `${path} ${code}`)).toContain('logIn wrong-credentials')
  expect(report.kinds.find(({ kind }) => kind === 'walksAway')?.byDeadline).toBeGreaterThan(0)
  expect(report.boards.find(({ board }) => board.endsWith('sealed'))?.rows).toBeGreaterThan(10)
  expect(folders().filter((name) => !before.includes(name))).toEqual([])
})
