import { describe, expect, it, test } from 'vitest'
import { paperReader } from '../../server/src/domain/analysed-paper.ts'
import { doubtsOf } from '../../server/src/domain/doubts.ts'
import type { ItemFigures } from '../../server/src/domain/item-analysis.ts'
import { correctedBy } from '../../server/src/domain/key-correction.ts'
import { keyUnder } from '../../server/src/domain/key-under.ts'
import { cellsOfPaper } from '../../server/src/domain/paper-places.ts'
import { peopleByTime } from '../../server/src/domain/people-by-time.ts'
import { blankQuestion, type QuestionDraft } from '../../server/src/domain/question.ts'
import { randomGuess } from '../../server/src/domain/random-guess.ts'
import { plainRules } from '../support/plain-rules.ts'

const four = ['một', 'hai', 'ba', 'bốn']

describe('what blind answering earns', () => {
  test.each<[what: string, question: Partial<QuestionDraft>, whole: number | null, parts: number | null]>([
    ['one of four', { kind: 'single', options: four, correct: [2] }, 1 / 4, 1 / 4],
    ['two of four right', { kind: 'single', options: four, correct: [0, 1] }, 1 / 2, 1 / 2],
    ['one of four, another worth half', { kind: 'single', options: four, correct: [0], credits: [100, 50, 0, 0] }, 1 / 4, 1.5 / 4],
    [
      'a wrong one that costs points costs nothing below zero',
      { kind: 'single', options: four, correct: [0], credits: [100, -50, 0, 0] },
      1 / 4,
      1 / 4,
    ],
    ['true or false', { kind: 'trueFalse', options: ['Đúng', 'Sai'], correct: [1] }, 1 / 2, 1 / 2],
    ['several', { kind: 'multiple', options: four, correct: [0, 1] }, null, null],
    ['words', { kind: 'shortText', answers: [{ text: 'Hà Nội', tolerance: 0, credit: 100 }] }, 0, 0],
    ['any words for half', { kind: 'shortText', answers: [{ text: '*', tolerance: 0, credit: 50 }] }, 0, 1 / 2],
    ['a number', { kind: 'number', answers: [{ text: '5', tolerance: 1, credit: 100 }] }, 0, 0],
    ['an order of three', { kind: 'ordering', options: ['a', 'b', 'c'], correct: [0, 1, 2] }, 1 / 6, 1 / 3],
    ['two pairs out of four', { kind: 'matching', prompts: ['x', 'y'], options: four, correct: [0, 1] }, 1 / 16, 1 / 4],
  ])('%s', (_what, question, whole, parts) => {
    const asked = { ...blankQuestion(), ...question }
    expect([randomGuess(asked, 'allOrNothing'), randomGuess(asked, 'partial')]).toEqual([whole, parts])
  })
})

describe('doubts', () => {
  const fine: ItemFigures = {
    versionId: 'v',
    questionId: 'q',
    attempts: 100,
    blank: 0,
    facility: 0.6,
    standardDeviation: 0.49,
    intendedWeight: 0.05,
    effectiveWeight: 0.05,
    discrimination: 0.3,
    efficiency: 0.5,
    options: four.map((_, option) => ({ option, count: 25, share: 0.25, top: option === 0 ? 0.7 : 0.1, bottom: 0.25 })),
    answers: [],
  }
  const chosen = (top: (number | null)[], counts = [25, 25, 25, 25]) =>
    four.map((_, option) => ({ option, count: counts[option] ?? 0, share: 0, top: top[option] ?? null, bottom: null }))

  test.each<[what: string, figures: Partial<ItemFigures>, doubts: string[]]>([
    ['nothing is wrong', {}, []],
    ['fewer right than by guessing', { facility: 0.24 }, ['belowGuess']],
    ['just as many as by guessing', { facility: 0.25 }, []],
    // Of 100 attempts a correlation strays by 0,1: −0,2 is the border.
    ['the good fail it more often', { discrimination: -0.21, efficiency: -0.3 }, ['negative']],
    ['so little that it may be chance', { discrimination: -0.1, efficiency: -0.14 }, ['weak']],
    ['the best third chose another option', { options: chosen([0.3, 0.5, 0.1, 0.1]) }, ['keyBeaten']],
    ['the best third is torn between two', { options: chosen([0.4, 0.4, 0.1, 0.1]) }, []],
    ['there are no thirds', { options: chosen([null, null, null, null]) }, []],
    ['it tells little', { efficiency: 0.149 }, ['weak']],
    ['nearly everybody is right', { facility: 0.981 }, ['tooEasy']],
    ['nearly nobody is', { facility: 0.04 }, ['belowGuess', 'tooHard']],
    ['nobody took an option', { options: chosen([0.7, 0.2, 0.1, 0], [60, 30, 10, 0]) }, ['idleOption']],
    ['many left it blank', { blank: 21 }, ['oftenBlank']],
    ['too few had it to tell', { attempts: 19, facility: 0 }, []],
    ['all were alike, so that there are no correlations', { facility: 1, discrimination: null, efficiency: null }, ['tooEasy']],
  ])('%s', (_what, figures, doubts) => {
    expect(doubtsOf({ ...fine, ...figures }, { kind: 'single', correct: [0], guess: 0.25 })).toEqual(doubts)
  })
})

describe('the cell for which a question was drawn', () => {
  const blueprint = [{ count: 1 }, { count: 2 }]
  test.each<[what: string, fits: number[][], cells: number[]]>([
    ['each fits one', [[1], [0], [1]], [1, 0, 1]],
    ['one that fits both leaves the other its only place', [[0, 1], [0], [1]], [1, 0, 1]],
    [
      'among equals the earlier chooses first',
      [
        [0, 1],
        [0, 1],
        [0, 1],
      ],
      [0, 1, 1],
    ],
    // A question of another topic since the draw: it takes what is left.
    ['one that fits nothing any more', [[1], [], [1]], [1, 0, 1]],
  ])('%s', (_what, fits, cells) => expect(cellsOfPaper(fits, blueprint)).toEqual(cells))
})

test('the key by which a question is graded after a decision on it', () => {
  const own = { ...blankQuestion(), correct: [0], answers: [{ text: 'Hà Nội', tolerance: 0, credit: 100 }] }
  const given = { ...own, correct: [2], answers: [{ text: 'Thủ đô', tolerance: 0, credit: 100 }] }
  expect(keyUnder(own, undefined)).toEqual(own)
  expect(keyUnder(own, { treatment: 'fullCredit', key: null })).toEqual(own)
  expect(keyUnder(own, { treatment: 'newKey', key: given })).toEqual(given)
  expect(keyUnder(own, { treatment: 'bothKeys', key: given })).toMatchObject({ correct: [0, 2], answers: [{ text: 'Hà Nội' }, { text: 'Thủ đô' }] })
})

test('people are counted once in an hour of the day and once in a day, on the wall clock of the contest', () => {
  const at = (time: string): number => Date.parse(`${time}+07:00`)
  const times = peopleByTime('Asia/Ho_Chi_Minh')
  times.add([at('2021-05-04T08:00:00'), at('2021-05-04T08:59:59'), at('2021-05-05T08:30:00')])
  times.add([at('2021-05-04T23:59:59.999'), at('2021-05-05T00:00:00')])
  const { hours, days } = times.result()
  expect(hours.filter(({ attempts }) => attempts > 0)).toEqual([
    { at: 0, people: 1, attempts: 1 },
    { at: 8, people: 1, attempts: 3 },
    { at: 23, people: 1, attempts: 1 },
  ])
  expect(days).toEqual([
    { at: at('2021-05-04T00:00:00'), people: 2, attempts: 3 },
    { at: at('2021-05-05T00:00:00'), people: 2, attempts: 2 },
  ])
})

describe('a finished paper as it is analysed', () => {
  const question = (id: string, more: Partial<QuestionDraft>) => ({ ...blankQuestion(), ...more, id: `${id}-1`, questionId: id, version: 1 })
  const bank = [
    question('một', { kind: 'single', topic: 'A', options: four, correct: [2] }),
    question('ghép', { kind: 'matching', topic: 'B', prompts: ['x', 'y'], options: four, correct: [1, 3] }),
    question('chữ', { kind: 'shortText', topic: 'B', answers: [{ text: 'Hà Nội', tolerance: 0, credit: 100 }] }),
  ]
  const versionOf = (versionId: string) => bank.find(({ id }) => id === versionId)!
  const rules = {
    ...plainRules,
    points: 2,
    blueprint: [
      { count: 1, topic: 'A' },
      { count: 2, topic: 'B' },
    ],
  }
  const paper = [
    { versionId: 'ghép-1', kind: 'matching' as const, order: [3, 2, 1, 0], prompts: 2, points: 5 },
    { versionId: 'một-1', kind: 'single' as const, order: [1, 2, 3, 0] },
    { versionId: 'chữ-1', kind: 'shortText' as const, order: [] },
  ]
  const responses = [
    { position: 1, choice: ['c', ''], tappedAt: 0 },
    { position: 2, choice: ['b'], tappedAt: 0 },
  ]

  it('says what was chosen by its place in the bank, whatever the paper’s order, and marks in hundredths', () => {
    const read = paperReader({ ...rules, multipleCredit: 'partial' }, versionOf, correctedBy([]))
    expect(read(paper, responses)).toEqual([
      { versionId: 'ghép-1', questionId: 'ghép', cell: 1, mark: 250, most: 500, options: 0, chosen: [], written: 'B –' },
      { versionId: 'một-1', questionId: 'một', cell: 0, mark: 200, most: 200, options: 4, chosen: [2], written: null },
      { versionId: 'chữ-1', questionId: 'chữ', cell: 1, mark: 0, most: 200, options: 0, chosen: [], written: null },
    ])
  })

  it('follows a corrected key, and leaves a void question out of the test', () => {
    const corrected = correctedBy([
      { questionId: 'một', treatment: 'newKey', versions: { 'một-1': { ...versionOf('một-1'), correct: [0] } } },
      { questionId: 'ghép', treatment: 'voidDropped', versions: { 'ghép-1': null } },
    ])
    const read = paperReader(rules, versionOf, corrected)
    expect(read(paper, responses).map(({ questionId, mark }) => [questionId, mark])).toEqual([
      ['một', 0],
      ['chữ', 0],
    ])
  })
})
