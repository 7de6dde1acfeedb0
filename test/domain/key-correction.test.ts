import fc from 'fast-check'
import type { KeyTreatment } from '@hoithi/shared/contracts/corrections'
import { describe, expect, it, test } from 'vitest'
import type { AnswerKey } from '../../server/src/domain/grading.ts'
import {
  correctedBy,
  gradeWith,
  keyFits,
  keyFor,
  rightUnder,
  UNCORRECTED,
  type KeyCorrection,
  type NewKey,
} from '../../server/src/domain/key-correction.ts'
import type { PaperItem } from '../../server/src/domain/paper.ts'
import { blankQuestion, type QuestionDraft } from '../../server/src/domain/question.ts'

const key = (correct: number[], more: Partial<AnswerKey> = {}): AnswerKey => ({
  ...{ correct, credits: [], answers: [], caseMatters: false, accentsMatter: false },
  ...more,
})
const accepted = (...texts: string[]): AnswerKey => key([], { answers: texts.map((text) => ({ text, tolerance: 0, credit: 100 })) })
const item = (versionId: string, kind: PaperItem['kind'] = 'single', options = 4): PaperItem => ({
  ...{ versionId, kind },
  order: Array.from({ length: options }, (_, index) => index),
})
const decided = (versionId: string, treatment: KeyTreatment, newKey: AnswerKey | null = null): KeyCorrection => ({
  ...{ questionId: versionId, treatment },
  versions: { [versionId]: newKey },
})
const said = (choices: readonly string[][]) => choices.map((choice, index) => ({ position: index + 1, choice, tappedAt: 0 }))
const POINT = { points: 1, multipleCredit: 'allOrNothing' } as const

describe('one question of four, whose key said a; the others are answered right', () => {
  const paper = ['w', 'x', 'y', 'z'].map((versionId) => item(versionId))
  const graded = (choice: string, treatment: KeyTreatment) => {
    const corrected = correctedBy([decided('w', treatment, treatment === 'bothKeys' || treatment === 'newKey' ? key([1]) : null)])
    const responses = said([choice === '' ? [] : [choice], ['a'], ['a'], ['a']])
    const { score, maxScore, correctCount, allCorrect } = gradeWith({ paper, responses, keyOf: () => key([0]), corrected }, POINT)
    return `${score}/${maxScore} ${correctCount}${allCorrect ? ' all' : ''}`
  }
  test.each<[KeyTreatment, a: string, b: string, c: string, blank: string]>([
    // chosen           a          b          c          nothing
    ['original', '4/4 4 all', '3/4 3', '3/4 3', '3/4 3'],
    ['fullCredit', '4/4 4 all', '4/4 4 all', '4/4 4 all', '4/4 4 all'],
    ['bothKeys', '4/4 4 all', '4/4 4 all', '3/4 3', '3/4 3'],
    ['newKey', '3/4 3', '4/4 4 all', '3/4 3', '3/4 3'],
    ['voidRescaled', '4/4 3 all', '4/4 3 all', '4/4 3 all', '4/4 3 all'],
    ['voidDropped', '3/3 3 all', '3/3 3 all', '3/3 3 all', '3/3 3 all'],
  ])('%s', (treatment, a, b, c, blank) => {
    expect(['a', 'b', 'c', ''].map((choice) => graded(choice, treatment))).toEqual([a, b, c, blank])
  })
})

describe('void questions, of papers of four whose last is worth three points', () => {
  const paper = [item('w'), item('x'), item('y'), { ...item('z'), points: 3 }]
  const graded = (right: string, ...decisions: KeyCorrection[]) => {
    const responses = said(['w', 'x', 'y', 'z'].map((id) => [right.includes(id) ? 'a' : 'b']))
    const { score, maxScore } = gradeWith({ paper, responses, keyOf: () => key([0]), corrected: correctedBy(decisions) }, POINT)
    return [score, maxScore]
  }
  test.each<[what: string, right: string, decisions: KeyCorrection[], expected: number[]]>([
    ['rescaled, all right: worth what it was', 'xyz', [decided('w', 'voidRescaled')], [6, 6]],
    ['rescaled, one point of five: 1.2', 'x', [decided('w', 'voidRescaled')], [1.2, 6]],
    ['rescaled, three points of five: 3.6', 'z', [decided('w', 'voidRescaled')], [3.6, 6]],
    ['the large one rescaled, one of three: 2', 'w', [decided('z', 'voidRescaled')], [2, 6]],
    ['the large one dropped, one of three: 1', 'w', [decided('z', 'voidDropped')], [1, 3]],
    ['two rescaled, one of four: 1.5', 'x', [decided('w', 'voidRescaled'), decided('y', 'voidRescaled')], [1.5, 6]],
    ['one rescaled and one dropped, one of four: 1.25 of 5', 'x', [decided('w', 'voidRescaled'), decided('y', 'voidDropped')], [1.25, 5]],
    ['nothing right', '', [decided('w', 'voidRescaled')], [0, 6]],
    ['every one dropped', 'wxyz', ['w', 'x', 'y', 'z'].map((id) => decided(id, 'voidDropped')), [0, 0]],
    ['every one to be rescaled: nothing is left to count more', 'wxyz', ['w', 'x', 'y', 'z'].map((id) => decided(id, 'voidRescaled')), [0, 6]],
  ])('%s', (_what, right, decisions, expected) => {
    expect(graded(right, ...decisions)).toEqual(expected)
  })

  it('a share of thirds is rounded to two decimals, halves up', () => {
    const three = [item('w'), item('x'), item('y')]
    const corrected = correctedBy([decided('w', 'voidRescaled')])
    const rules = { points: 0.35, multipleCredit: 'allOrNothing' } as const
    expect(gradeWith({ paper: three, responses: said([[], ['a'], ['b']]), keyOf: () => key([0]), corrected }, rules)).toEqual({
      ...{ score: 0.53, maxScore: 1.05, correctCount: 1, allCorrect: false },
    })
  })

  it('a paper of nothing but void questions is not all correct, and one without questions is', () => {
    const dropped = correctedBy([decided('w', 'voidDropped')])
    expect(gradeWith({ paper: [item('w')], responses: said([['a']]), keyOf: () => key([0]), corrected: dropped }, POINT).allCorrect).toBe(false)
    expect(gradeWith({ paper: [], responses: [], keyOf: () => key([0]), corrected: UNCORRECTED }, POINT).allCorrect).toBe(true)
  })
})

describe('a new key of every kind', () => {
  test.each<[kind: PaperItem['kind'], choice: string[], old: AnswerKey, mended: AnswerKey, own: number, both: number, only: number]>([
    // kind, chosen, old key, new key, and the score by the old one, by either, by the new one
    ['single', ['b'], key([0]), key([1]), 0, 1, 1],
    ['single', ['a'], key([0]), key([1]), 1, 1, 0],
    ['single', ['c'], key([0]), key([1, 2]), 0, 1, 1],
    ['trueFalse', ['b'], key([0]), key([1]), 0, 1, 1],
    ['multiple', ['a', 'c'], key([0, 1]), key([0, 2]), 0, 1, 1],
    ['multiple', ['a', 'b'], key([0, 1]), key([0, 2]), 1, 1, 0],
    // Neither half of one key and half of the other is a whole one.
    ['multiple', ['b', 'c'], key([0, 1]), key([0, 2]), 0, 0, 0],
    ['shortText', ['Hà Nội'], accepted('Huế'), accepted('Hà Nội'), 0, 1, 1],
    ['shortText', ['Huế'], accepted('Huế'), accepted('Hà Nội'), 1, 1, 0],
    ['number', ['1930'], accepted('1929'), accepted('1930'), 0, 1, 1],
    ['ordering', ['b', 'a', 'c', 'd'], key([0, 1, 2, 3]), key([1, 0, 2, 3]), 0, 1, 1],
    ['matching', ['b', 'a', 'c'], key([0, 1, 2]), key([1, 0, 2]), 0, 1, 1],
  ])('%s: %j', (kind, choice, old, mended, own, both, only) => {
    const score = (treatment: KeyTreatment) => {
      const corrected = correctedBy([decided('w', treatment, mended)])
      return gradeWith({ paper: [item('w', kind)], responses: said([choice]), keyOf: () => old, corrected }, POINT).score
    }
    expect([score('original'), score('bothKeys'), score('newKey')]).toEqual([own, both, only])
  })
})

describe('what a contestant reads as right, of a paper that shows b c d a', () => {
  const shown = { ...item('w', 'single'), order: [1, 2, 3, 0] }
  test.each<[KeyTreatment | null, right: string[], alsoRight: string[]]>([
    [null, ['d'], []],
    ['fullCredit', [], []],
    ['bothKeys', ['d'], ['a']],
    ['newKey', ['a'], []],
    ['voidRescaled', [], []],
    ['voidDropped', [], []],
  ])('%s', (treatment, right, alsoRight) => {
    const needsKey = treatment === 'bothKeys' || treatment === 'newKey'
    const rule = correctedBy(treatment === null ? [] : [decided('w', treatment, needsKey ? key([1]) : null)]).get('w')
    expect(rightUnder(shown, key([0]), rule)).toEqual({ right, alsoRight })
  })
})

describe('which decision holds', () => {
  it('the latest one on each version; a version that was written later keeps its own key', () => {
    const decisions: KeyCorrection[] = [
      { questionId: 'q', treatment: 'newKey', versions: { v1: key([1]), v2: key([1]) } },
      { questionId: 'q', treatment: 'fullCredit', versions: { v1: null } },
    ]
    const corrected = correctedBy(decisions)
    expect([corrected.get('v1')?.treatment, corrected.get('v2')?.treatment, corrected.get('v3')]).toEqual(['fullCredit', 'newKey', undefined])
    expect([...correctedBy([...decisions, { questionId: 'q', treatment: 'original', versions: { v1: null, v2: null } }])]).toEqual([])
  })
})

const KINDS = ['single', 'multiple'] as const
const VERSIONS = ['v0', 'v1', 'v2', 'v3', 'v4']
const anyKey = fc.uniqueArray(fc.nat(3), { minLength: 1, maxLength: 3 }).map((correct) => key(correct))
const anyDecision = fc
  .record({
    version: fc.constantFrom(...VERSIONS),
    treatment: fc.constantFrom<KeyTreatment>('fullCredit', 'bothKeys', 'newKey', 'voidRescaled', 'voidDropped', 'original'),
    newKey: anyKey,
  })
  .map(({ version, treatment, newKey }) => decided(version, treatment, newKey))
const anyPaper = fc.record({
  keys: fc.array(anyKey, { minLength: VERSIONS.length, maxLength: VERSIONS.length }),
  choices: fc.array(fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 2 }), {
    minLength: VERSIONS.length,
    maxLength: VERSIONS.length,
  }),
  points: fc.array(fc.integer({ min: 1, max: 400 }), { minLength: VERSIONS.length, maxLength: VERSIONS.length }),
  credit: fc.constantFrom('allOrNothing' as const, 'partial' as const),
})
type Papers = typeof anyPaper extends fc.Arbitrary<infer One> ? One : never
const gradeOf = ({ keys, choices, points, credit }: Papers, decisions: readonly KeyCorrection[]) => {
  const paper = VERSIONS.map((id, index) => ({ ...item(id, KINDS[index % 2]), points: points[index]! / 100 }))
  const keyOf = (id: string): AnswerKey => keys[VERSIONS.indexOf(id)]!
  return gradeWith({ paper, responses: said(choices), keyOf, corrected: correctedBy(decisions) }, { points: 1, multipleCredit: credit })
}

describe('for any paper and any decisions', () => {
  const anyDecisions = fc.array(anyDecision, { maxLength: 6 })
  const property = (holds: (paper: Papers, decisions: KeyCorrection[], last: KeyCorrection) => void) =>
    fc.assert(fc.property(anyPaper, anyDecisions, anyDecision, holds), { numRuns: 300 })

  it('a decision that is taken back leaves the grade as it was before anything was decided on that question', () =>
    property((paper, decisions, last) => {
      const [version = ''] = Object.keys(last.versions)
      const others = decisions.filter(({ versions }) => !(version in versions))
      expect(gradeOf(paper, [...decisions, last, decided(version, 'original')])).toEqual(gradeOf(paper, others))
    }))

  it('decisions on different questions may be taken in any order', () =>
    property((paper, decisions) => {
      const once = decisions.filter(({ questionId }, index) => decisions.findIndex((one) => one.questionId === questionId) === index)
      expect(gradeOf(paper, once.toReversed())).toEqual(gradeOf(paper, once))
    }))

  it('the same decision twice is one decision', () =>
    property((paper, decisions, last) => {
      expect(gradeOf(paper, [...decisions, last, last])).toEqual(gradeOf(paper, [...decisions, last]))
    }))

  it('full credit and either key never take anything away, and no score leaves 0 … the most of its paper', () =>
    property((paper, decisions, last) => {
      const [version = ''] = Object.keys(last.versions)
      const others = decisions.filter(({ versions }) => !(version in versions))
      const before = gradeOf(paper, others)
      for (const treatment of ['fullCredit', 'bothKeys'] as const) {
        const after = gradeOf(paper, [...others, { ...last, treatment }])
        expect(after.score).toBeGreaterThanOrEqual(before.score)
        expect(after.maxScore).toBe(before.maxScore)
      }
      const whatever = gradeOf(paper, [...decisions, last])
      expect(whatever.score).toBeGreaterThanOrEqual(0)
      expect(whatever.score).toBeLessThanOrEqual(whatever.maxScore)
    }))
})

describe('a new key', () => {
  const plain = (kind: QuestionDraft['kind'], more: Partial<QuestionDraft> = {}): QuestionDraft => ({
    ...{ ...blankQuestion(), kind, options: ['một', 'hai', 'ba'] },
    ...more,
  })
  const given = (correct: number[], answers: AnswerKey['answers'] = []): NewKey => ({ correct, answers, caseMatters: false, accentsMatter: false })
  const full = (text: string, more = {}) => ({ text, tolerance: 0, credit: 100, ...more })

  test.each<[kind: QuestionDraft['kind'], what: string, given: NewKey, fits: boolean]>([
    ['single', 'one option', given([2]), true],
    ['single', 'two options, each of them right', given([0, 2]), true],
    ['single', 'no option', given([]), false],
    ['single', 'an option that is not there', given([3]), false],
    ['single', 'one option twice', given([1, 1]), false],
    ['multiple', 'all options', given([0, 1, 2]), true],
    ['trueFalse', 'no option', given([]), false],
    ['shortText', 'an answer', given([], [full('Huế')]), true],
    ['shortText', 'no answer', given([]), false],
    ['shortText', 'only half an answer', given([], [full('Huế', { credit: 50 })]), false],
    ['number', 'a number', given([], [full('1930', { tolerance: 1 })]), true],
    ['number', 'words', given([], [full('năm ba mươi')]), false],
    ['ordering', 'every option once', given([2, 0, 1]), true],
    ['ordering', 'an option missing', given([2, 0]), false],
    ['ordering', 'an option twice', given([2, 0, 0]), false],
    ['matching', 'an option for each of two prompts', given([2, 2]), true],
    ['matching', 'a prompt without an option', given([2]), false],
  ])('of a %s: %s', (kind, _what, newKey, fits) => {
    expect(keyFits[kind](newKey, plain(kind, { prompts: kind === 'matching' ? ['x', 'y'] : [] }))).toBe(fits)
  })

  test.each<[what: string, other: Partial<QuestionDraft>, found: number[] | null]>([
    ['the same options', {}, [2]],
    ['the options in another order', { options: ['ba', 'một', 'hai'] }, [0]],
    ['an option more before them', { options: ['không', 'một', 'hai', 'ba'] }, [3]],
    ['the right option in other words', { options: ['một', 'hai', 'cả ba'] }, null],
    ['another kind', { kind: 'multiple' }, null],
  ])('“ba” said of a version with %s', (_what, other, found) => {
    expect(keyFor(given([2]), plain('single'), plain('single', other))?.correct ?? null).toEqual(found)
  })

  it('of pairs follows both sides, by their words', () => {
    const one = plain('matching', { prompts: ['x', 'y'] })
    const other = plain('matching', { prompts: ['y', 'x'], options: ['ba', 'hai', 'một'] })
    expect(keyFor(given([0, 1]), one, other)?.correct).toEqual([1, 2])
    expect(keyFor(given([0, 1]), one, { ...other, prompts: ['y', 'z'] })).toBeNull()
  })

  it('of the version itself stays as it was given, though two of its options read alike; what its kind does not use is left out', () => {
    const twice = plain('single', { options: ['một', 'hai', 'hai'] })
    expect(keyFor(given([2], [full('Huế')]), twice, twice)).toMatchObject({ correct: [2], answers: [] })
    const typed = plain('shortText', { options: [] })
    expect(keyFor(given([0], [full('Huế')]), typed, typed)).toMatchObject({ correct: [], answers: [full('Huế')] })
  })

  it('brings no parts of the points along: those belonged to the old one', () => {
    expect(keyFor(given([1]), plain('single'), plain('single', { credits: [100, 0, 50] }))?.credits).toEqual([])
  })
})
