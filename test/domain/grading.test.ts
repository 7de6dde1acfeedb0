import { describe, expect, it, test } from 'vitest'
import { meanScore, roundPoints, type AnswerKey } from '../../server/src/domain/grading.ts'
import type { PaperItem } from '../../server/src/domain/paper.ts'
import { grade } from '../support/grade.ts'

const item = (kind: PaperItem['kind'], options: number): PaperItem => ({
  versionId: kind,
  kind,
  order: Array.from({ length: options }, (_, index) => index),
})
const keyOf = (correct: number[], more: Partial<AnswerKey> = {}): AnswerKey => ({
  correct,
  credits: [],
  answers: [],
  caseMatters: false,
  accentsMatter: false,
  ...more,
})
const answer = (choice: string, position = 1) => ({ position, choice: choice === '' ? [] : choice.split(''), tappedAt: 0 })
const one = (paper: PaperItem, choice: string, key: number[], multipleCredit: 'allOrNothing' | 'partial', points = 1) =>
  grade([paper], [answer(choice)], () => keyOf(key), { points, multipleCredit })

test.each([
  // chosen, key, right
  ['a', 0, 1],
  ['b', 0, 0],
  ['d', 3, 1],
  ['', 0, 0],
])('one right option: chosen %j, key %i: %d', (choice, key, score) => {
  expect(one(item('single', 4), choice, [key], 'allOrNothing').score).toBe(score)
})

test.each([
  // chosen, key, right
  ['a', 0, 1],
  ['b', 0, 0],
  ['b', 1, 1],
  ['', 1, 0],
])('true or false: chosen %j, key %i: %d', (choice, key, score) => {
  expect(one(item('trueFalse', 2), choice, [key], 'partial').score).toBe(score)
})

describe('several right options among five, key a c', () => {
  test.each([
    // chosen, all or nothing, partial = (right − wrong) / 2, never below 0
    ['ac', 1, 1],
    ['a', 0, 0.5],
    ['c', 0, 0.5],
    ['', 0, 0],
    ['b', 0, 0],
    ['ab', 0, 0],
    ['acb', 0, 0.5],
    ['acbd', 0, 0],
    ['acbde', 0, 0],
    ['bde', 0, 0],
  ])('chosen %j: %d or %d', (choice, allOrNothing, partial) => {
    expect(one(item('multiple', 5), choice, [0, 2], 'allOrNothing').score).toBe(allOrNothing)
    expect(one(item('multiple', 5), choice, [0, 2], 'partial').score).toBe(partial)
  })
})

describe('several right options among six, key a b c', () => {
  test.each([
    // chosen, points of 1, points of 5
    ['abc', 1, 5],
    ['ab', 0.67, 3.33],
    ['a', 0.33, 1.67],
    ['abd', 0.33, 1.67],
    ['abcd', 0.67, 3.33],
  ])('chosen %j in part: %d of 1, %d of 5', (choice, ofOne, ofFive) => {
    expect(one(item('multiple', 6), choice, [0, 1, 2], 'partial').score).toBe(ofOne)
    expect(one(item('multiple', 6), choice, [0, 1, 2], 'partial', 5).score).toBe(ofFive)
  })

  it('counts as right only when it is wholly right', () => {
    expect(one(item('multiple', 6), 'abcd', [0, 1, 2], 'partial')).toMatchObject({ correctCount: 0, allCorrect: false })
    expect(one(item('multiple', 6), 'abc', [0, 1, 2], 'partial')).toMatchObject({ correctCount: 1, allCorrect: true })
  })
})

it('reads a letter through the order in which its options were shown', () => {
  const shuffled: PaperItem = { versionId: 'v', kind: 'single', order: [2, 0, 3, 1] }
  expect(one(shuffled, 'b', [0], 'allOrNothing').score).toBe(1)
  expect(one(shuffled, 'a', [0], 'allOrNothing').score).toBe(0)
})

describe('a whole paper', () => {
  const paper = [item('single', 4), item('multiple', 4), item('trueFalse', 2)]
  const keys: Record<string, number[]> = { single: [1], multiple: [0, 3], trueFalse: [0] }
  const graded = (...choices: string[]) =>
    grade(
      paper,
      choices.map((choice, index) => answer(choice, index + 1)),
      (id) => keyOf(keys[id]!),
      { points: 5, multipleCredit: 'partial' },
    )

  it('all right', () => expect(graded('b', 'ad', 'a')).toEqual({ score: 15, maxScore: 15, correctCount: 3, allCorrect: true }))
  it('two right and one in part', () => expect(graded('b', 'a', 'a')).toEqual({ score: 12.5, maxScore: 15, correctCount: 2, allCorrect: false }))
  it('nothing right', () => expect(graded('a', 'b', 'b')).toEqual({ score: 0, maxScore: 15, correctCount: 0, allCorrect: false }))
  it('nothing answered', () => expect(graded()).toEqual({ score: 0, maxScore: 15, correctCount: 0, allCorrect: false }))
  it('the order of the responses means nothing', () => {
    const responses = [answer('a', 3), answer('b', 1), answer('ad', 2)]
    expect(grade(paper, responses, (id) => keyOf(keys[id]!), { points: 5, multipleCredit: 'partial' }).score).toBe(15)
  })
})

it('ten tenths are one point, so that equal papers compare equal', () => {
  const paper = Array.from({ length: 10 }, () => item('single', 4))
  const graded = grade(
    paper,
    paper.map((_, index) => answer('a', index + 1)),
    () => keyOf([0]),
    { points: 0.1, multipleCredit: 'allOrNothing' },
  )
  expect(graded).toEqual({ score: 1, maxScore: 1, correctCount: 10, allCorrect: true })
})

test.each([
  [0.1 + 0.2, 0.3],
  [2 / 3, 0.67],
  [1.005, 1],
  [19.994, 19.99],
])('%d is %d in points', (raw, points) => expect(roundPoints(raw)).toBe(points))

test.each([
  // sum, people, mean
  [383, 40, 9.58],
  [0.1 + 0.2, 1, 0.3],
  [10, 3, 3.33],
  [20, 3, 6.67],
  [0, 7, 0],
  [0, 0, null],
] as const)('%d over %d people is %d', (sum, people, mean) => expect(meanScore(sum, people)).toBe(mean))

describe('kinds that are typed, put in order or matched', () => {
  const share = (paper: PaperItem, choice: string[], key: AnswerKey, multipleCredit: 'allOrNothing' | 'partial' = 'partial') =>
    grade([paper], [{ position: 1, choice, tappedAt: 0 }], () => key, { points: 1, multipleCredit }).score
  const typed = (kind: 'shortText' | 'number'): PaperItem => ({ versionId: 'v', kind, order: [] })
  const accepted = (text: string, credit = 100, tolerance = 0) => ({ text, credit, tolerance })

  test.each([
    // typed, accepted, credit: accents, case and a full stop at the end do not matter
    ['Điện Biên', 'Điện Biên', 1],
    ['dien bien.', 'Điện Biên', 1],
    ['  ĐIỆN   BIÊN ', 'Điện Biên', 1],
    ['điện biên phủ', 'Điện Biên', 0],
    ['điện biên phủ', 'Điện Biên*', 1],
    ['23/5/2021', '23-5-2021', 1],
    ['', '*', 0],
  ])('short text %j against %j: %d', (given, text, score) => {
    expect(share(typed('shortText'), given === '' ? [] : [given], keyOf([], { answers: [accepted(text)] }))).toBe(score)
  })

  test.each([
    // case, accents, typed, right
    [true, true, 'Quốc hội', 1],
    [true, true, 'quốc hội', 0],
    [false, true, 'quốc hội', 1],
    [false, true, 'quoc hoi', 0],
    [true, false, 'Quoc hoi', 1],
    [true, false, 'quoc hoi', 0],
  ])('case matters %s, accents matter %s: %j earns %d', (caseMatters, accentsMatter, given, score) => {
    expect(share(typed('shortText'), [given], keyOf([], { answers: [accepted('Quốc hội')], caseMatters, accentsMatter }))).toBe(score)
  })

  test.each([
    // typed, value, tolerance, right
    ['27', '27', 0, 1],
    ['27,0', '27', 0, 1],
    ['1.500', '1500', 0, 1],
    ['1.500', '1.5', 0, 1],
    ['1,5', '1.5', 0, 1],
    ['1 500', '1500', 0, 1],
    ['1.234.567,5', '1234567.5', 0, 1],
    ['1,234,567.5', '1234567.5', 0, 1],
    ['3.2', '3.14', 0.05, 0],
    ['3.19', '3.14', 0.05, 1],
    ['-5', '5', 0, 0],
    ['0,3', '0.3', 0, 1],
    ['hai bảy', '27', 0, 0],
    ['27 người', '27', 0, 0],
  ])('number %j against %s ± %d: %d', (given, text, tolerance, score) => {
    expect(share(typed('number'), [given], keyOf([], { answers: [accepted(text, 100, tolerance)] }))).toBe(score)
  })

  it('the best of several accepted answers counts, and part of the points only where the rules give parts', () => {
    const key = keyOf([], { answers: [accepted('27'), accepted('25', 50, 5)] })
    expect(share(typed('number'), ['27'], key)).toBe(1)
    expect(share(typed('number'), ['24'], key)).toBe(0.5)
    expect(share(typed('number'), ['24'], key, 'allOrNothing')).toBe(0)
  })

  // shown in the order third, first, second
  const steps: PaperItem = { versionId: 'v', kind: 'ordering', order: [2, 0, 1] }
  test.each([
    // chosen, in part, all or nothing
    [['b', 'c', 'a'], 1, 1],
    [['b', 'a', 'c'], 0.33, 0],
    [['a', 'b', 'c'], 0, 0],
    [[], 0, 0],
  ])('order %j: %d in part, %d whole', (choice, part, all) => {
    expect(share(steps, choice, keyOf([0, 1, 2]))).toBe(part)
    expect(share(steps, choice, keyOf([0, 1, 2]), 'allOrNothing')).toBe(all)
  })

  // three prompts, four right-hand sides shown turned round
  const pairs: PaperItem = { versionId: 'v', kind: 'matching', order: [3, 2, 1, 0], prompts: 3 }
  test.each([
    [['d', 'c', 'b'], 1, 1],
    [['d', 'c', ''], 0.67, 0],
    [['d', 'd', 'd'], 0.33, 0],
    [['a', 'a', 'a'], 0, 0],
  ])('pairs %j: %d in part, %d whole', (choice, part, all) => {
    expect(share(pairs, choice, keyOf([0, 1, 2]))).toBe(part)
    expect(share(pairs, choice, keyOf([0, 1, 2]), 'allOrNothing')).toBe(all)
  })

  test.each([
    // chosen, in part, all or nothing: a third for b, the whole for a, minus for c
    ['a', 1, 1],
    ['b', 0.33, 0],
    ['c', 0, 0],
  ])('one option with its own credit, %j: %d or %d', (choice, part, all) => {
    const key = keyOf([0], { credits: [100, 33, -50] })
    expect(share(item('single', 3), [choice], key)).toBe(part)
    expect(share(item('single', 3), [choice], key, 'allOrNothing')).toBe(all)
  })

  test.each([
    ['ab', 1],
    ['a', 0.7],
    ['b', 0.3],
    ['ac', 0.2],
    ['abc', 0.5],
    ['c', 0],
    ['abd', 0.99],
  ])('several options with credits 70, 30, −50 and 0: %j earns %d, and only the key itself is wholly right', (choice, part) => {
    expect(share(item('multiple', 4), choice.split(''), keyOf([0, 1], { credits: [70, 30, -50, 0] }))).toBe(part)
  })

  it('points of a cell stand before those of the round', () => {
    const paper: PaperItem[] = [item('single', 2), { ...item('single', 2), points: 3 }]
    const responses = [1, 2].map((position) => ({ position, choice: ['a'], tappedAt: 0 }))
    expect(grade(paper, responses, () => keyOf([0]), { points: 0.5, multipleCredit: 'allOrNothing' })).toEqual({
      score: 3.5,
      maxScore: 3.5,
      correctCount: 2,
      allCorrect: true,
    })
  })
})
