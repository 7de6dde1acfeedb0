import { describe, expect, it, test } from 'vitest'
import { grade, roundPoints } from '../../server/src/domain/grading.ts'
import type { PaperItem } from '../../server/src/domain/paper.ts'

const item = (kind: PaperItem['kind'], options: number): PaperItem => ({
  versionId: kind,
  kind,
  order: Array.from({ length: options }, (_, index) => index),
})
const answer = (choice: string, position = 1) => ({ position, choice: choice === '' ? [] : choice.split(''), tappedAt: 0 })
const one = (paper: PaperItem, choice: string, key: number[], multipleCredit: 'allOrNothing' | 'partial', points = 1) =>
  grade([paper], [answer(choice)], () => key, { points, multipleCredit })

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
      (id) => keys[id]!,
      { points: 5, multipleCredit: 'partial' },
    )

  it('all right', () => expect(graded('b', 'ad', 'a')).toEqual({ score: 15, maxScore: 15, correctCount: 3, allCorrect: true }))
  it('two right and one in part', () => expect(graded('b', 'a', 'a')).toEqual({ score: 12.5, maxScore: 15, correctCount: 2, allCorrect: false }))
  it('nothing right', () => expect(graded('a', 'b', 'b')).toEqual({ score: 0, maxScore: 15, correctCount: 0, allCorrect: false }))
  it('nothing answered', () => expect(graded()).toEqual({ score: 0, maxScore: 15, correctCount: 0, allCorrect: false }))
  it('the order of the responses means nothing', () => {
    const responses = [answer('a', 3), answer('b', 1), answer('ad', 2)]
    expect(grade(paper, responses, (id) => keys[id]!, { points: 5, multipleCredit: 'partial' }).score).toBe(15)
  })
})

it('ten tenths are one point, so that equal papers compare equal', () => {
  const paper = Array.from({ length: 10 }, () => item('single', 4))
  const graded = grade(
    paper,
    paper.map((_, index) => answer('a', index + 1)),
    () => [0],
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
