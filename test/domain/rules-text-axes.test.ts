import {
  contestSettings,
  prizes,
  questionKinds,
  roundRules,
  type ContestSettings,
  type Prizes,
  type RoundRules,
} from '@hoithi/shared/contracts/rules'
import { describe, expect, it, test } from 'vitest'
import { plainSettings } from '../../server/src/domain/contest.ts'
import { rulesInWords } from '../../server/src/domain/rules-text.ts'
import { plainRules } from '../support/plain-rules.ts'
import { juneDocument } from '../support/documents.ts'

/** Values of one axis, each of which must read differently; what else must hold for the axis to mean anything. */
type Axis<T, K extends keyof T> = { values: T[K][]; given?: Partial<T> }
/** An axis that is added to the contract and not here does not compile; one that has no words fails. */
type Axes<T> = { [K in keyof T]: Axis<T, K> }

const tuesday = { days: [2], from: '07:00', until: '21:00' }
const roundAxes: Axes<RoundRules> = {
  blueprint: {
    values: [
      [{ count: 4 }],
      [{ count: 5 }],
      [{ count: 4, topic: 'Luật' }],
      [{ count: 4, topic: 'Lịch sử' }],
      [{ count: 2, topic: 'Luật' }, { count: 2 }],
      [{ count: 4, difficulty: 2 }],
      [{ count: 4, difficulty: 3 }],
      [{ count: 4, points: 2 }],
      [{ count: 2, points: 2 }, { count: 2 }],
      ...questionKinds.map((kind) => [{ count: 4, kind }]),
    ],
  },
  points: { values: [1, 2, 2.5, 0.01, 1000] },
  multipleCredit: { values: ['allOrNothing', 'partial'] },
  minutes: { values: [1, 20, 21, 60, 600] },
  attemptsPerRound: { values: [1, 2, 3, 1000] },
  attemptsPerDay: { values: [null, 1, 2] },
  hours: {
    values: [
      null,
      tuesday,
      { ...tuesday, days: [2, 4, 7] },
      { ...tuesday, days: [1, 2, 3, 4, 5] },
      { ...tuesday, from: '07:30' },
      { ...tuesday, until: '24:00' },
    ],
  },
  counts: { values: ['best', 'first', 'last'] },
  bestAmongEquals: { values: ['tieBreaks', 'earlier'] },
  tieBreaks: {
    values: [
      ['score'],
      ['durationMs'],
      ['submittedAt'],
      ['predictionDistance'],
      ['score', 'durationMs'],
      ['durationMs', 'score'],
      ['score', 'predictionDistance', 'submittedAt'],
      ['score', 'predictionDistance', 'durationMs', 'submittedAt'],
    ],
  },
  equals: { values: ['sharedRank', 'lot'] },
  prediction: {
    values: [
      null,
      { target: 'allCorrectCount', closeness: 'nearest' },
      { target: 'allCorrectCount', closeness: 'exact' },
      { target: 'participants', closeness: 'nearest' },
      { target: 'participants', closeness: 'exact' },
    ],
    given: { tieBreaks: ['score'] },
  },
  atClose: { values: ['clipped', 'fullTime'] },
  lateAnswers: { values: ['refused', 'held'] },
  showScore: { values: ['atSubmission', 'afterSeal'] },
  showAnswers: { values: ['never', 'afterSeal'] },
  scoresOnBoards: { values: ['live', 'afterSeal'], given: { prediction: null, tieBreaks: ['score'] } },
  board: { values: ['live', 'afterClose'] },
  frozenMinutes: { values: [1, 59, 60, 61, 120, 100_000], given: { board: 'frozen' } },
}

const first = { title: 'Giải Nhất', count: 1, value: null }
const tiers = [
  [],
  [first],
  [{ ...first, title: 'Giải Nhì' }],
  [{ ...first, count: 2 }],
  [{ ...first, value: 500_000 }],
  [{ ...first, value: 0 }],
  [first, { ...first, title: 'Giải Nhì' }],
]
const prizeAxes: Axes<Prizes> = {
  roundPeople: { values: tiers },
  contestPeople: { values: tiers },
  unions: { values: tiers },
  divisions: { values: tiers },
  unionMetric: { values: ['people', 'attempts', 'rate', 'mean'], given: { unions: [first] } },
  leastMembers: { values: [0, 1, 10], given: { divisions: [first] } },
  onePerPerson: { values: ['no', 'perRound', 'perContest'], given: { roundPeople: [first] } },
}

const settingAxes: Axes<Omit<ContestSettings, 'prizes' | 'expectedPeople'>> = {
  attemptsPerContest: { values: [null, 1, 2] },
  overall: { values: ['sum', 'none'] },
  eligibleKinds: { values: [[], ['officer'], ['member'], ['nonMember'], ['officer', 'member']] },
  eligibleUnions: { values: [[], ['a'], ['b'], ['a', 'b']] },
  accessCode: { values: [null, 'SEN-HONG'] },
  barred: { values: [[], [{ phone: '0912345678', note: 'giám khảo' }]] },
  entry: { values: ['open', 'listed'] },
  certificate: {
    values: [
      plainSettings.certificate,
      { ...plainSettings.certificate, given: true },
      { ...plainSettings.certificate, given: true, signedBy: 'Ban Thường vụ LĐLĐ tỉnh' },
    ],
  },
  appeals: {
    values: [
      plainSettings.appeals,
      { ...plainSettings.appeals, taken: false },
      { ...plainSettings.appeals, days: 5 },
      { ...plainSettings.appeals, answerDays: 10 },
    ],
  },
}
/** No rule: figures for the organisers' own reckoning. */
const untold = ['expectedPeople']

type Told = { rules?: Partial<RoundRules>; settings?: Partial<ContestSettings>; prizes?: Partial<Prizes> }
function text({ rules = {}, settings = {}, prizes: given = {} }: Told): { vi: string; en: string } {
  const document = juneDocument({ settings: { ...plainSettings, ...settings, prizes: { ...plainSettings.prizes, ...given } } })
  const rounds = document.rounds.map((round) => ({ ...round, rules: { ...plainRules, ...rules } }))
  const names = new Map([
    ['a', 'LĐLĐ huyện A'],
    ['b', 'LĐLĐ huyện B'],
  ])
  const lines = rulesInWords(document, rounds, names)
  return { vi: lines.map(({ vi }) => vi).join('\n'), en: lines.map(({ en }) => en).join('\n') }
}

/** Every two values of an axis, with the texts that both give. */
function readsDifferently(texts: readonly { value: unknown; vi: string; en: string }[]): void {
  for (const [index, one] of texts.entries())
    for (const other of texts.slice(0, index))
      for (const language of ['vi', 'en'] as const)
        expect(one[language] === other[language], `${JSON.stringify(other.value)} and ${JSON.stringify(one.value)} read alike (${language})`).toBe(
          false,
        )
  expect(texts.length).toBeGreaterThan(1)
}
const rows = <T>(axes: Axes<T>): [name: string, axis: { values: readonly unknown[]; given?: Partial<T> }][] => Object.entries(axes)

describe('every rule of a round that changes changes the rules that people read, in both languages', () => {
  test.each(rows(roundAxes))('%s', (name, { values, given = {} }) => {
    readsDifferently(values.map((value) => ({ value, ...text({ rules: { ...given, [name]: value } }) })))
  })
  it('a board that stands still reads unlike one that is live or hidden', () => {
    const boards = [{ board: 'live' as const }, { board: 'afterClose' as const }, { board: 'frozen' as const, frozenMinutes: 60 }]
    readsDifferently(boards.map((rules) => ({ value: rules, ...text({ rules }) })))
  })
  it('no rule of the contract is left out, and every value above is one that the contract takes', () => {
    expect(new Set(Object.keys(roundAxes))).toEqual(new Set(Object.keys(roundRules.shape)))
    for (const [name, { values, given }] of rows(roundAxes))
      for (const value of values)
        expect(roundRules.shape[name as keyof RoundRules].safeParse(value).error, `${name} ${JSON.stringify([value, given])}`).toBeUndefined()
  })
})

describe('so does every setting of a contest', () => {
  test.each(rows(settingAxes))('%s', (name, { values }) => {
    readsDifferently(values.map((value) => ({ value, ...text({ settings: { [name]: value } }) })))
  })
  it('no setting of the contract is left out', () => {
    expect(new Set([...Object.keys(settingAxes), ...untold, 'prizes'])).toEqual(new Set(Object.keys(contestSettings.shape)))
    for (const [name, { values }] of rows(settingAxes))
      for (const value of values) expect(contestSettings.shape[name as keyof ContestSettings].safeParse(value).error).toBeUndefined()
  })
  it('an access code and the phones of the barred are told of, and never told', () => {
    const codes = ['SEN-HONG', 'SEN-TRANG'].map((accessCode) => text({ settings: { accessCode } }))
    expect(codes[0]).toEqual(codes[1])
    const barred = ['0912345678', '0987654321'].map((phone) => text({ settings: { barred: [{ phone, note: 'giám khảo' }] } }))
    expect(barred[0]).toEqual(barred[1])
  })
})

describe('and everything about prizes', () => {
  test.each(rows(prizeAxes))('%s', (name, { values, given = {} }) => {
    readsDifferently(values.map((value) => ({ value, ...text({ prizes: { ...given, [name]: value } }) })))
  })
  it('nothing of the contract is left out', () => {
    expect(new Set(Object.keys(prizeAxes))).toEqual(new Set(Object.keys(prizes.shape)))
    for (const [name, { values }] of rows(prizeAxes))
      for (const value of values) expect(prizes.shape[name as keyof Prizes].safeParse(value).error).toBeUndefined()
  })
})

describe('practice is told by what it asks', () => {
  it('questions and minutes', () => {
    const practice = (rules: Partial<RoundRules>) => {
      const document = juneDocument()
      const rounds = document.rounds.map((round, index) => ({
        ...round,
        practice: index === 1,
        rules: { ...plainRules, ...(index === 1 ? rules : {}) },
      }))
      const lines = rulesInWords(document, rounds)
      return { value: rules, vi: lines.map(({ vi }) => vi).join('\n'), en: lines.map(({ en }) => en).join('\n') }
    }
    readsDifferently([practice({}), practice({ minutes: 5 }), practice({ blueprint: [{ count: 9 }] })])
  })
})
