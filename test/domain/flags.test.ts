import fc from 'fast-check'
import { createHash } from 'node:crypto'
import { describe, expect, it, test } from 'vitest'
import type { ReviewedAttempt } from '../../server/src/domain/flags.ts'
import { editDistance, samePersonFinder, type ReviewedPerson } from '../../server/src/domain/flags-people.ts'
import { ADDRESS_PEOPLE, DEVICE_PEOPLE, sharedFinder, type Seen } from '../../server/src/domain/flags-shared.ts'
import { answerGaps, medianOf, readingMs, speedFlag } from '../../server/src/domain/flags-speed.ts'
import { tail, twinFinder } from '../../server/src/domain/flags-twins.ts'
import { sightingHash } from '../../server/src/domain/sighting.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND

/** A paper of ten questions; each answer as seconds from the start, in the paper's order; the last ones may be wrong. */
function paper(taps: number[], { wrong = 0, takes = Math.max(...taps) }: { wrong?: number; takes?: number } = {}): ReviewedAttempt {
  const answers = taps.map((seconds, index) => ({
    position: index + 1,
    versionId: `v${index + 1}`,
    response: '0',
    right: index < taps.length - wrong,
    tappedAt: seconds * SECOND,
  }))
  return { attemptId: 'a', contestantId: 'p', unionId: 'u', startedAt: 0, durationMs: takes * SECOND, questions: 10, answers }
}
const every = (seconds: number, from = seconds): number[] => Array.from({ length: 10 }, (_, index) => from + index * seconds)
/** Questions of 240 characters: four seconds to read. */
const LONG = { charactersOf: () => 240, medianMs: null }

describe('impossible speed', () => {
  test.each<[what: string, attempt: ReviewedAttempt, strength: 'strong' | 'weak' | null]>([
    ['a steady reader', paper(every(20)), null],
    ['one who needs exactly as long as reading takes', paper(every(4)), null],
    ['ten right answers, one a second', paper(every(1)), 'strong'],
    ['as fast, but two wrong of ten: still four in five right', paper(every(1), { wrong: 2 }), 'strong'],
    ['as fast, but guessing: three wrong', paper(every(1), { wrong: 3 }), null],
    ['reads for ten minutes, then taps everything at once', paper(every(1, 600)), 'weak'],
    ['four fast answers of ten are not half of them', paper([1, 2, 3, 4, 20, 40, 60, 80, 100, 120]), null],
    ['five fast answers of ten are', paper([1, 2, 3, 4, 5, 40, 60, 80, 100, 120]), 'weak'],
    ['everything tapped in the same moment, as a script does', paper(Array<number>(10).fill(2)), 'strong'],
    ['half the paper left empty: not four in five right', paper([1, 2, 3, 4, 5]), null],
  ])('%s', (_what, attempt, strength) => expect(speedFlag(attempt, LONG)?.strength ?? null).toBe(strength))

  it('compares the whole paper with the round’s median, once thirty have taken it', () => {
    expect(medianOf(Array<number>(29).fill(MINUTE))).toBeNull()
    expect(medianOf([...Array<number>(15).fill(2 * MINUTE), ...Array<number>(15).fill(4 * MINUTE)])).toBe(3 * MINUTE)
    const short = { charactersOf: () => 10, medianMs: 10 * MINUTE }
    expect(speedFlag(paper(every(7.6), { takes: 76 }), short)).toBeNull()
    expect(speedFlag(paper(every(7.4), { takes: 74 }), short)).toMatchObject({ strength: 'weak', evidence: { fast: 0, medianMs: 10 * MINUTE } })
  })

  it('measures an answer from the one tapped before it, whatever its position', () => {
    expect(answerGaps(paper([9, 3, 5])).map(({ position, gapMs }) => [position, gapMs])).toEqual([
      [2, 3 * SECOND],
      [3, 2 * SECOND],
      [1, 4 * SECOND],
    ])
  })

  test.each([
    [0, 1_000],
    [60, 1_000],
    [61, 1_017],
    [600, 10_000],
  ])('%d characters take %d ms to read', (characters, ms) => expect(readingMs(characters)).toBe(ms))
})

const person = (contestantId: string, fullName: string, more: Partial<ReviewedPerson> = {}): ReviewedPerson => ({
  contestantId,
  fullName,
  birthDate: '1990-05-23',
  unionId: 'u',
  registeredAt: Number(contestantId.slice(1)),
  attemptId: `attempt of ${contestantId}`,
  ...more,
})

/** The flags that a finder makes of these. */
function flagsOf<One, Found>(finder: { add: (one: One) => void; flags: () => Found[] }, all: readonly One[]): Found[] {
  for (const one of all) finder.add(one)
  return finder.flags()
}

describe('the same person', () => {
  test.each<[what: string, a: ReviewedPerson, b: ReviewedPerson, found: string | null]>([
    ['same name, birth date and union', person('p1', 'Lò Thị Hoa'), person('p2', 'Lò Thị Hoa'), 'strong same'],
    ['capitals and accents typed otherwise', person('p1', 'Lò Thị Hòa'), person('p2', 'LO THI HOA'), 'strong sameLetters'],
    ['a letter mistyped in a long name', person('p1', 'Nguyễn Thị Phương'), person('p2', 'Nguyễn Thị Phượngg'), 'weak near'],
    ['a letter mistyped in a short name', person('p1', 'Lò A Páo'), person('p2', 'Lò A Sáo'), 'weak near'],
    ['two letters in a short name', person('p1', 'Lò A Páo'), person('p2', 'Lù A Sáo'), null],
    ['same name in another union', person('p1', 'Lò Thị Hoa'), person('p2', 'Lò Thị Hoa', { unionId: 'w' }), 'weak same'],
    ['near names in another union', person('p1', 'Lò Thị Hòa'), person('p2', 'Lò Thị Hoa', { unionId: 'w' }), null],
    ['same name, born on another day', person('p1', 'Lò Thị Hoa'), person('p2', 'Lò Thị Hoa', { birthDate: '1990-05-24' }), null],
  ])('%s', (_what, a, b, found) => {
    const [flag] = flagsOf(samePersonFinder(), [b, a])
    const evidence = flag?.evidence.kind === 'samePerson' ? flag.evidence.name : ''
    expect(flag === undefined ? null : `${flag.strength} ${evidence}`).toBe(found)
    // The earlier account is named first, in whatever order they come.
    if (flag !== undefined) expect(flag.people.map(({ contestantId }) => contestantId)).toEqual(['p1', 'p2'])
  })

  it('a birth date that a thousand share is compared inside each union only', () => {
    const crowd = Array.from({ length: 1_000 }, (_, index) =>
      person(`p${index}`, `Người ${'ab'.repeat(index % 7)} ${index * 7919}`, { unionId: `u${index % 500}` }),
    )
    const twice = [person('p2001', 'Vàng A Sì', { unionId: 'u1' }), person('p2002', 'Vàng A Sì', { unionId: 'u1' })]
    expect(flagsOf(samePersonFinder(), [...crowd, ...twice]).map(({ people }) => people[0]?.contestantId)).toEqual(['p2001'])
  })

  test('the distance of two names is a metric as far as it is asked for', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 })
    fc.assert(
      fc.property(word, word, word, (a, b, c) => {
        expect(editDistance(a, b, 10)).toBe(editDistance(b, a, 10))
        expect(editDistance(a, a, 10)).toBe(0)
        expect(editDistance(a, c, 10)).toBeLessThanOrEqual(editDistance(a, b, 10) + editDistance(b, c, 10))
        expect(editDistance(a, b, 1)).toBe(Math.min(2, editDistance(a, b, 10)))
      }),
    )
  })
})

describe('shared devices and addresses', () => {
  const seen = (people: number, deviceHash: string | null, addressHash: string | null): Seen[] =>
    Array.from({ length: people }, (_, index) => ({ attemptId: `a${index}`, contestantId: `p${index}`, at: index, deviceHash, addressHash }))

  test.each([
    ['a family on one phone', DEVICE_PEOPLE, 'phone', null, []],
    ['one more', DEVICE_PEOPLE + 1, 'phone', null, [['device', 'weak', 4, 4]]],
    ['a small office', ADDRESS_PEOPLE, null, 'address', []],
    ['a factory', ADDRESS_PEOPLE + 1, null, 'address', [['address', 'weak', 31, 31]]],
    ['a crowd: counted whole, fifty of them named', 500, null, 'address', [['address', 'weak', 500, 50]]],
    ['people of whom nothing was noted', 500, null, null, []],
  ] as const)('%s', (_what, people, device, address, found) => {
    const flags = flagsOf(sharedFinder(), seen(people, device, address))
    expect(
      flags.map(({ flag }) => [
        flag.kind,
        flag.strength,
        flag.evidence.kind === flag.kind && 'people' in flag.evidence ? flag.evidence.people : 0,
        flag.people.length,
      ]),
    ).toEqual(found)
  })

  it('one person on one phone all week is nobody sharing', () =>
    expect(
      flagsOf(
        sharedFinder(),
        seen(40, 'phone', 'address').map((one) => ({ ...one, contestantId: 'p' })),
      ),
    ).toEqual([]))

  it('hashes tell two contests apart, and nothing without the secret', () => {
    const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
    const hash = (secret: string, contestId: string) => sightingHash(sha256, { secret, contestId }, 'address', '10.0.0.1')
    expect(hash('s', 'c')).toBe(hash('s', 'c'))
    expect(new Set([hash('s', 'c'), hash('t', 'c'), hash('s', 'd')]).size).toBe(3)
    expect(hash('s', 'c')).not.toContain('10.0.0.1')
  })
})

describe('answer-pattern twins', () => {
  test.each<[probabilities: number[], least: number, chance: number]>([
    [[], 0, 1],
    [[], 1, 0],
    [[0.5], 1, 0.5],
    [[0.5, 0.5], 2, 0.25],
    [[0.5, 0.5], 1, 0.75],
    // Of three: all 1/24, exactly two 6/24, worked by hand.
    [[1 / 2, 1 / 3, 1 / 4], 2, 7 / 24],
    [[0.2, 0.2, 0.2, 0.2], 4, 0.0016],
  ])('the tail of %j from %d on is %d', (probabilities, least, chance) => expect(tail(probabilities, least)).toBeCloseTo(chance, 12))

  /** Answers to twenty questions: a digit for each, 0 is right. */
  const sheet = (who: string, union: string, digits: string): ReviewedAttempt => ({
    ...paper([1]),
    attemptId: `attempt of ${who}`,
    contestantId: who.split(' ')[0] ?? who,
    unionId: union,
    answers: [...digits].map((response, index) => ({
      position: index + 1,
      versionId: `v${index}`,
      response,
      right: response === '0',
      tappedAt: index,
    })),
  })
  /** Two hundred people, ten a union, each wrong on about a third of the questions, whichever way. */
  const crowd = (): ReviewedAttempt[] => {
    let state = 7
    const next = (most: number): number => {
      state = (state * 48_271) % 2_147_483_647
      return state % most
    }
    const digits = () => Array.from({ length: 20 }, () => (next(3) > 0 ? '0' : String(1 + next(3)))).join('')
    return Array.from({ length: 200 }, (_, index) => sheet(`c${index}`, `u${index % 20}`, digits()))
  }
  const find = (papers: ReviewedAttempt[]) => {
    const finder = twinFinder()
    for (const one of papers) finder.add(one)
    return finder.flags().map(({ strength, people }) => [strength, ...people.map(({ contestantId }) => contestantId).sort()])
  }
  const WRONG = '11223311000000000000'

  test('a crowd that answers by itself has no twins', () => expect(find(crowd())).toEqual([]))
  test('eight wrong answers in common inside a union', () =>
    expect(find([...crowd(), sheet('x', 'u3', WRONG), sheet('y', 'u3', WRONG)])).toEqual([['strong', 'x', 'y']]))
  test('the same in two unions is not compared', () => expect(find([...crowd(), sheet('x', 'u3', WRONG), sheet('y', 'u4', WRONG)])).toEqual([]))
  test('one person is nobody’s twin', () => expect(find([...crowd(), sheet('x first', 'u3', WRONG), sheet('x second', 'u3', WRONG)])).toEqual([]))
  test('two whole papers right in everything say nothing', () => {
    const right = '0'.repeat(20)
    expect(find([...crowd(), sheet('x', 'u3', right), sheet('y', 'u3', right)])).toEqual([])
  })
  test('three wrong answers in common are too few, however rare', () => {
    const few = '99900000000000000000'
    expect(find([...crowd(), sheet('x', 'u3', few), sheet('y', 'u3', few)])).toEqual([])
  })
  test('the wrong answer that everybody gives tells nothing: a trap in the question, or a wrong key', () => {
    const trap = (digits: string) => `${'1'.repeat(6)}${digits.slice(6)}`
    const trapped = crowd().map((one) => sheet(one.contestantId, one.unionId, trap(one.answers.map(({ response }) => response).join(''))))
    expect(find(trapped)).toEqual([])
  })
  test('the order in which papers come changes nothing', () => {
    const papers = [...crowd(), sheet('x', 'u3', WRONG), sheet('y', 'u3', WRONG), sheet('z', 'u3', WRONG)]
    const pairs = find(papers).map((flag) => flag.join(' '))
    expect(pairs).toHaveLength(3)
    expect(
      find([...papers].reverse())
        .map((flag) => flag.join(' '))
        .sort(),
    ).toEqual(pairs.sort())
  })
})
