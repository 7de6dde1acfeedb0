import type { ContestDocument } from '@hoithi/shared/contracts/contest-desk'
import { questionKinds, tieBreaks, type Prizes, type RoundRules } from '@hoithi/shared/contracts/rules'
import fc from 'fast-check'
import { plainSettings } from '../../server/src/domain/contest.ts'
import { plainRules } from './plain-rules.ts'

const MINUTE = 60_000
const DAY = 86_400_000

/** A contest of two weeks that nothing is wrong with; every value that a rule can take may be put into it. */
export const juneDocument = (changes: Partial<ContestDocument> = {}): ContestDocument => ({
  slug: 'an-toan-lao-dong',
  title: 'Tìm hiểu an toàn lao động',
  organiser: 'LĐLĐ tỉnh',
  timeZone: 'Asia/Ho_Chi_Minh',
  opensAt: Date.parse('2021-06-07T00:00:00+07:00'),
  closesAt: Date.parse('2021-06-21T00:00:00+07:00'),
  intro: '## Mục đích',
  consent: { version: '1', text: { vi: 'Tôi đồng ý để ban tổ chức lưu dữ liệu.', en: 'I agree that the organisers keep my data.' } },
  settings: plainSettings,
  rounds: [
    {
      id: null,
      title: 'Tuần 1',
      opensAt: Date.parse('2021-06-07T07:00:00+07:00'),
      closesAt: Date.parse('2021-06-13T23:00:00+07:00'),
      practice: false,
      rules: plainRules,
    },
    {
      id: null,
      title: 'Tuần 2',
      opensAt: Date.parse('2021-06-14T07:00:00+07:00'),
      closesAt: Date.parse('2021-06-20T23:00:00+07:00'),
      practice: false,
      rules: plainRules,
    },
  ],
  ...changes,
})

export const zones = [
  'Asia/Ho_Chi_Minh',
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
] as const
/** Any millisecond in which a contest may lie. */
export const anyMoment = fc.integer({ min: Date.UTC(2000, 0, 2), max: Date.UTC(2099, 9, 15) })

const clock = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
const someDays = fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 })
/** Hours on a step of minutes, at least `least` long. */
export const anyHours = (least: number, step = 1) =>
  fc.tuple(someDays, fc.integer({ min: 0, max: Math.floor((1440 - least) / step) }), fc.nat()).map(([days, start, rest]) => ({
    days,
    from: clock(start * step),
    until: clock(start * step + least + step * (rest % (Math.floor((1440 - least - start * step) / step) + 1))),
  }))

const title = fc.string({ unit: fc.constantFrom('a', 'ễ', 'Đ', '7', '“', '🌾', '-'), minLength: 3, maxLength: 30 })
const points = fc.integer({ min: 1, max: 100_000 }).map((hundredths) => hundredths / 100)

const cell = fc.record(
  {
    count: fc.integer({ min: 1, max: 8 }),
    topic: title,
    difficulty: fc.integer({ min: 1, max: 5 }),
    kind: fc.constantFrom(...questionKinds),
    points,
  },
  { requiredKeys: ['count'] },
)

/** Rules that contradict nothing, for attempts of at most an hour. */
const anyRules: fc.Arbitrary<RoundRules> = fc
  .record({
    blueprint: fc.array(cell, { minLength: 1, maxLength: 5 }),
    points,
    multipleCredit: fc.constantFrom('allOrNothing' as const, 'partial' as const),
    minutes: fc.integer({ min: 1, max: 60 }),
    attemptsPerRound: fc.integer({ min: 1, max: 1000 }),
    attemptsPerDay: fc.option(fc.integer({ min: 1, max: 100 })),
    hours: fc.option(anyHours(60)),
    counts: fc.constantFrom('best' as const, 'first' as const, 'last' as const),
    bestAmongEquals: fc.constantFrom('tieBreaks' as const, 'earlier' as const),
    tieBreaks: fc.shuffledSubarray([...tieBreaks], { minLength: 1 }),
    equals: fc.constantFrom('sharedRank' as const, 'lot' as const),
    prediction: fc.option(
      fc.record({
        target: fc.constantFrom('allCorrectCount' as const, 'participants' as const),
        closeness: fc.constantFrom('nearest' as const, 'exact' as const),
      }),
    ),
    atClose: fc.constantFrom('clipped' as const, 'fullTime' as const),
    lateAnswers: fc.constantFrom('refused' as const, 'held' as const),
    showScore: fc.constantFrom('atSubmission' as const, 'afterSeal' as const),
    showAnswers: fc.constantFrom('never' as const, 'afterSeal' as const),
    scoresOnBoards: fc.constantFrom('live' as const, 'afterSeal' as const),
    board: fc.constantFrom('live' as const, 'frozen' as const, 'afterClose' as const),
    frozenMinutes: fc.integer({ min: 1, max: 10_000 }),
  })
  .map((rules) => ({
    ...rules,
    attemptsPerDay: rules.attemptsPerDay === null ? null : Math.min(rules.attemptsPerDay, rules.attemptsPerRound),
    frozenMinutes: rules.board === 'frozen' ? rules.frozenMinutes : 0,
    scoresOnBoards: rules.prediction?.target === 'allCorrectCount' ? 'afterSeal' : rules.scoresOnBoards,
    tieBreaks:
      rules.prediction === null
        ? ['score' as const, ...rules.tieBreaks.filter((one) => one !== 'predictionDistance' && one !== 'score')]
        : rules.tieBreaks,
  }))

const anyTiers = fc.uniqueArray(
  fc.record({ title, count: fc.integer({ min: 1, max: 10_000 }), value: fc.option(fc.integer({ min: 0, max: 100_000_000_000 })) }),
  { maxLength: 3, selector: (tier) => tier.title.toLocaleLowerCase('vi') },
)
const anyPrizes: fc.Arbitrary<Prizes> = fc.record({
  roundPeople: anyTiers,
  contestPeople: anyTiers,
  unions: anyTiers,
  divisions: anyTiers,
  unionMetric: fc.constantFrom('people' as const, 'attempts' as const, 'rate' as const, 'mean' as const),
  leastMembers: fc.integer({ min: 1, max: 1_000_000 }),
  onePerPerson: fc.constantFrom('no' as const, 'perRound' as const, 'perContest' as const),
})
const anySettings: fc.Arbitrary<ContestDocument['settings']> = fc
  .record({
    attemptsPerContest: fc.option(fc.integer({ min: 1, max: 10_000 })),
    overall: fc.constantFrom('sum' as const, 'none' as const),
    appeals: fc.record({ taken: fc.boolean(), days: fc.integer({ min: 1, max: 90 }), answerDays: fc.integer({ min: 1, max: 90 }) }),
    eligibleKinds: fc.subarray(['officer' as const, 'member' as const, 'nonMember' as const]),
    accessCode: fc.option(fc.constantFrom('SEN-HONG-2021', 'mã 2021', 'abcd')),
    barred: fc.uniqueArray(
      fc.record({ phone: fc.integer({ min: 912_000_000, max: 912_000_050 }).map((digits) => `0${digits}`), note: fc.constantFrom('', 'giám khảo') }),
      { maxLength: 4, selector: ({ phone }) => phone },
    ),
    entry: fc.constantFrom('open' as const, 'listed' as const),
    prizes: anyPrizes,
    certificate: fc.record({
      given: fc.boolean(),
      signedBy: fc.constantFrom('', 'Ban tổ chức cuộc thi'),
      heading: fc.constantFrom('', 'Giấy khen'),
      deed: fc.constantFrom('', 'đã hoàn thành {{round}}'),
      prizeDeed: fc.constantFrom('', 'đã đạt {{prize}}'),
    }),
    expectedPeople: fc.option(fc.integer({ min: 1, max: 100_000_000 })),
  })
  .map((settings) => ({
    ...settings,
    eligibleUnions: [],
    overall: settings.prizes.contestPeople.length > 0 ? 'sum' : settings.overall,
  }))

/** A document that nothing is wrong with: rounds of at least eight days, so that every weekday's hours come whole. */
export const soundDocument: fc.Arbitrary<ContestDocument> = fc
  .record({
    title,
    timeZone: fc.constantFrom(...zones),
    from: anyMoment.map((at) => Math.floor(at / MINUTE) * MINUTE),
    settings: anySettings,
    rounds: fc.array(
      fc.record({ rules: anyRules, begins: fc.integer({ min: 0, max: 20 * 1440 }), days: fc.integer({ min: 9, max: 20 }), practice: fc.boolean() }),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
  })
  .map(({ title: named, timeZone, from, settings, rounds }) =>
    juneDocument({
      title: named,
      timeZone,
      settings,
      opensAt: from,
      closesAt: from + 41 * DAY,
      rounds: rounds.map(({ rules, begins, days, practice }, index) => {
        const asked = index > 0 && practice
        const without = { ...rules, prediction: null, tieBreaks: ['score' as const] }
        return {
          id: null,
          title: `Kỳ ${index}`,
          opensAt: from + begins * MINUTE,
          closesAt: from + begins * MINUTE + days * DAY,
          practice: asked,
          rules: asked ? without : rules,
        }
      }),
    }),
  )
