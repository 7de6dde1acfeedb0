import { describe, expect, it, test } from 'vitest'
import {
  answersShown,
  maxScore,
  ownScoreShown,
  questionCount,
  roundPhase,
  scoresShown,
  windowPhase,
  type Round,
} from '../../server/src/domain/contest.ts'
import { plainRules } from '../support/plain-rules.ts'

const window = { opensAt: Date.parse('2021-04-23T00:00:00+07:00'), closesAt: Date.parse('2021-05-24T00:00:00+07:00') }
const round = (changes: Partial<Round> = {}): Round => ({
  id: 'r',
  contestId: 'c',
  number: 1,
  title: 'Kỳ 1',
  ...window,
  rules: plainRules,
  sealedRevision: null,
  practice: false,
  ...changes,
})

describe('the contest runs from 23/4 to the end of 23/5, a half-open window', () => {
  test.each([
    // moment                      phase
    ['2021-04-22T23:59:59.999+07:00', 'before'],
    ['2021-04-23T00:00:00.000+07:00', 'open'],
    ['2021-05-23T23:59:59.999+07:00', 'open'],
    ['2021-05-24T00:00:00.000+07:00', 'over'],
  ])('at %s it is %s', (moment, phase) => {
    expect(windowPhase(window, Date.parse(moment))).toBe(phase)
  })
})

test.each([
  // sealed revision, moment,                     phase
  [null, '2021-04-22T00:00:00+07:00', 'before'],
  [null, '2021-05-01T00:00:00+07:00', 'open'],
  [null, '2021-05-24T00:00:00+07:00', 'over'],
  [1, '2021-05-24T00:00:00+07:00', 'sealed'],
  [1, '2021-05-01T00:00:00+07:00', 'sealed'],
] as const)('revision %s at %s: the round is %s', (sealedRevision, moment, phase) => {
  expect(roundPhase(round({ sealedRevision }), Date.parse(moment))).toBe(phase)
})

describe('scores stay hidden until the rules or the seal open them', () => {
  test.each([
    // scoresOnBoards, sealed, boards show them
    ['afterSeal', null, false],
    ['afterSeal', 1, true],
    ['live', null, true],
    ['live', 1, true],
  ] as const)('boards %s, revision %s: shown is %s', (scoresOnBoards, sealedRevision, shown) => {
    expect(scoresShown(round({ rules: { ...plainRules, scoresOnBoards }, sealedRevision }))).toBe(shown)
  })

  test.each([
    // showScore, sealed, the contestant sees their own
    ['afterSeal', null, false],
    ['afterSeal', 1, true],
    ['atSubmission', null, true],
    ['atSubmission', 1, true],
  ] as const)('own score %s, revision %s: shown is %s', (showScore, sealedRevision, shown) => {
    expect(ownScoreShown(round({ rules: { ...plainRules, showScore }, sealedRevision }))).toBe(shown)
  })
})

describe('the key is shown after the seal, and not while another round may still ask the same questions', () => {
  const paper = (cell: object) => ({ ...plainRules, showAnswers: 'afterSeal' as const, blueprint: [{ count: 5, ...cell }] })
  const sealed = (cell: object) => round({ id: 'first', sealedRevision: 1, rules: paper(cell) })
  const other = (cell: object, its: object = {}) => round({ id: 'second', rules: paper(cell), ...its })
  test.each([
    // the sealed round asks, the other round asks, what else of the other, shown
    [{}, {}, {}, false],
    [{ topic: 'Luật' }, {}, {}, false],
    [{ topic: 'Luật' }, { topic: 'Luật' }, {}, false],
    [{ topic: 'Luật' }, { topic: 'Lịch sử' }, {}, true],
    [{ topic: 'Luật', difficulty: 1 }, { topic: 'Luật', difficulty: 2 }, {}, true],
    [{ topic: 'Luật', kind: 'single' }, { difficulty: 2, kind: 'single' }, {}, false],
    [{ kind: 'single' }, { kind: 'multiple' }, {}, true],
    [{}, {}, { sealedRevision: 1 }, true],
    [{}, {}, { practice: true }, true],
  ])('%j beside %j %j: shown is %s', (own, others, its, shown) => {
    const rounds = [sealed(own), other(others, its)]
    expect(answersShown(rounds[0]!, rounds)).toBe(shown)
  })

  test('never where the rules do not show it, and always of practice', () => {
    expect(answersShown(round({ sealedRevision: 1 }), [])).toBe(false)
    expect(answersShown(round({ sealedRevision: null, rules: paper({}) }), [])).toBe(false)
    expect(answersShown(round({ practice: true }), [])).toBe(true)
  })
})

test('Quảng Nam 2014: 7 + 3 + 5 questions by topic make a paper of 15', () => {
  const blueprint = [
    { count: 7, topic: 'Luật' },
    { count: 3, topic: 'Lịch sử' },
    { count: 5, topic: 'Công đoàn' },
  ]
  expect(questionCount({ ...plainRules, blueprint })).toBe(15)
})

describe('the highest score', () => {
  test.each([
    // questions, points each, in all
    [20, 1, 20],
    [20, 5, 100],
    [20, 0.5, 10],
    [3, 0.1, 0.3],
    [3, 0.35, 1.05],
  ])('%d questions of %d points: %d', (count, points, highest) => {
    expect(maxScore({ ...plainRules, blueprint: [{ count }], points })).toBe(highest)
  })

  it('is a figure that can be printed as it is', () => {
    expect(String(maxScore({ ...plainRules, blueprint: [{ count: 3 }], points: 0.1 }))).toBe('0.3')
  })
})
