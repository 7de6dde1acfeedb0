import { describe, expect, it, test } from 'vitest'
import { plainSettings } from '../../server/src/domain/contest.ts'
import { presetContest } from '../../server/src/domain/presets.ts'
import {
  barredLines,
  barredOf,
  begunFrom,
  faultsIn,
  isFixed,
  nextRound,
  slugOf,
  withRulesEverywhere,
  type RoundDocument,
} from '../../web/src/desk/rules/contest-form.ts'
import { isZone, momentOf, wallOf } from '../../web/src/desk/rules/wall-clock.ts'

const VIETNAM = 'Asia/Ho_Chi_Minh'
const threeWeeks = presetContest('ba-tuan', Date.parse('2026-10-16T18:30+07:00'), VIETNAM)!
/** 20 minutes, three tie-breaks. */
const { rules: plainRules } = threeWeeks.rounds[0]!

describe('a typed date and time is a moment', () => {
  test.each([
    // typed, zone, moment
    ['2021-05-24T00:00', VIETNAM, '2021-05-24T00:00+07:00'],
    ['2028-02-29T23:59', VIETNAM, '2028-02-29T23:59+07:00'],
    ['2021-05-24T00:00', 'Asia/Kathmandu', '2021-05-24T00:00+05:45'],
    ['2021-01-10T12:00', 'Europe/Berlin', '2021-01-10T12:00+01:00'],
    ['2021-07-10T12:00', 'Europe/Berlin', '2021-07-10T12:00+02:00'],
    // On 28/3/2021 clocks went from 02:00 to 03:00: what is skipped comes as far behind.
    ['2021-03-28T01:59', 'Europe/Berlin', '2021-03-28T01:59+01:00'],
    ['2021-03-28T02:00', 'Europe/Berlin', '2021-03-28T03:00+02:00'],
    ['2021-03-28T02:59', 'Europe/Berlin', '2021-03-28T03:59+02:00'],
    ['2021-03-28T03:00', 'Europe/Berlin', '2021-03-28T03:00+02:00'],
    // On 31/10/2021 they went from 03:00 back to 02:00: of two such moments the earlier.
    ['2021-10-31T01:59', 'Europe/Berlin', '2021-10-31T01:59+02:00'],
    ['2021-10-31T02:00', 'Europe/Berlin', '2021-10-31T02:00+02:00'],
    ['2021-10-31T02:59', 'Europe/Berlin', '2021-10-31T02:59+02:00'],
    ['2021-10-31T03:00', 'Europe/Berlin', '2021-10-31T03:00+01:00'],
    // There was no midnight on this day.
    ['2018-11-04T00:00', 'America/Sao_Paulo', '2018-11-04T01:00-02:00'],
    ['2021-10-03T02:15', 'Australia/Lord_Howe', '2021-10-03T02:45+11:00'],
  ])('%s in %s', (typed, zone, moment) => expect(momentOf(typed, zone)).toBe(Date.parse(moment)))

  test.each([
    '',
    '2021-05-24',
    '2021-05-24 00:00',
    '24/05/2021',
    '2021-13-01T00:00',
    '2021-02-30T00:00',
    '2021-05-24T25:00',
    '2021-05-24T00:60',
    '12021-05-24T00:00',
  ])('%j is none', (typed) => expect(momentOf(typed, VIETNAM)).toBeNull())

  test.each([
    ['2021-05-24T00:00+07:00', VIETNAM, '2021-05-24T00:00'],
    ['2021-05-23T23:59:59.999+07:00', VIETNAM, '2021-05-23T23:59'],
    ['2021-10-31T01:30Z', 'Europe/Berlin', '2021-10-31T02:30'],
    ['2021-10-31T00:30Z', 'Europe/Berlin', '2021-10-31T02:30'],
    ['0999-12-31T20:00Z', 'UTC', '0999-12-31T20:00'],
  ])('%s in %s is shown as %s', (moment, zone, shown) => expect(wallOf(Date.parse(moment), zone)).toBe(shown))

  test.each([
    [VIETNAM, true],
    ['UTC', true],
    ['Mars/Phobos', false],
    ['', false],
  ])('%j is a zone: %s', (zone, known) => expect(isZone(zone)).toBe(known))
})

const round = (title: string, changes: Partial<RoundDocument> = {}): RoundDocument => ({
  id: title,
  title,
  opensAt: 1_000,
  closesAt: 4_000,
  practice: false,
  rules: plainRules,
  ...changes,
})

describe('rounds of a document', () => {
  it('one more is as the last, behind it, as long as it, and new', () => {
    const last = round('Tuần 1', { rules: { ...plainRules, minutes: 9 } })
    const next = nextRound([round('Tuần 0'), last], 'Tuần 2')
    expect(next).toEqual({ ...last, id: null, title: 'Tuần 2', opensAt: 4_000, closesAt: 7_000 })
    next!.rules.tieBreaks.push('score')
    expect(last.rules.tieBreaks).toHaveLength(3)
  })

  it('behind one whose window is reversed it lasts a week; without any there is no next', () => {
    expect(nextRound([round('Tuần 1', { closesAt: 500 })], 'Tuần 2')).toMatchObject({ opensAt: 500, closesAt: 500 + 7 * 86_400_000 })
    expect(nextRound([], 'Tuần 1')).toBeNull()
  })

  it('rules for all go to every round but practice and what is fixed; titles and windows stay', () => {
    const rules = { ...plainRules, minutes: 9 }
    const rounds = [round('A'), round('B', { rules }), round('C'), round('D', { practice: true })]
    const spread = withRulesEverywhere(rounds, 1, (index) => index === 0)
    expect(spread.map(({ title, rules: { minutes } }) => [title, minutes])).toEqual([
      ['A', 20],
      ['B', 9],
      ['C', 9],
      ['D', 20],
    ])
    expect(spread[2]!.rules).not.toBe(spread[1]!.rules)
    expect(withRulesEverywhere(rounds, 7, () => false)).toEqual(rounds)
  })

  it('a contest begun from a preset has its rounds, and leaves open what only organisers know', () => {
    const begun = begunFrom(threeWeeks, VIETNAM)
    expect(begun).toMatchObject({ slug: '', title: '', organiser: '', timeZone: VIETNAM, opensAt: threeWeeks.opensAt, settings: plainSettings })
    expect(begun.rounds).toEqual(threeWeeks.rounds)
  })
})

describe('an address made from a title', () => {
  test.each([
    ['Hội thi ATVSLĐ 2026', 'hoi-thi-atvsld-2026'],
    ['  Đoàn viên – “Giỏi việc nước”  ', 'doan-vien-gioi-viec-nuoc'],
    ['ƯỚC MƠ', 'uoc-mo'],
    ['???', ''],
    [`${'a'.repeat(59)} b`, 'a'.repeat(59)],
  ])('%j: %j', (title, slug) => expect(slugOf(title)).toBe(slug))
})

describe('barred people as lines', () => {
  test.each([
    ['0912345678', [{ phone: '0912345678', note: '' }]],
    ['0912345678, Lò Thị Một, giám khảo', [{ phone: '0912345678', note: 'Lò Thị Một, giám khảo' }]],
    [
      '  0912345678 ; ra đề  \n\n 0987654321\tthư ký\n',
      [
        { phone: '0912345678', note: 'ra đề' },
        { phone: '0987654321', note: 'thư ký' },
      ],
    ],
    ['', []],
  ])('%j', (text, barred) => expect(barredOf(text)).toEqual(barred))

  it('come back from their own text', () => {
    const barred = [
      { phone: '0912345678', note: '' },
      { phone: '0987654321', note: 'thư ký, ra đề' },
    ]
    expect(barredOf(barredLines(barred))).toEqual(barred)
  })
})

describe('fields that are fixed', () => {
  const fixed = ['slug', 'rounds.1.rules', 'settings.prizes', 'rounds.10.title']
  test.each([
    ['slug', true],
    ['slugs', false],
    ['rounds.1.rules', true],
    ['rounds.1.rules.hours.days', true],
    ['rounds.1', false],
    ['rounds.1.title', false],
    ['rounds.10.rules', false],
    ['rounds.10.title', true],
    ['settings.prizes.unions.0.title', true],
    ['settings', false],
  ])('%s: %s', (path, is) => expect(isFixed(path, fixed)).toBe(is))
})

describe('the faults that a refusal names', () => {
  const message = { vi: 'Phải sửa.', en: 'Mend it.' }
  test.each<[string, unknown, { field: string; message: string }[]]>([
    ['each by its path', [{ field: 'rounds.2.rules.hours', code: 'x', message }], [{ field: 'rounds.2.rules.hours', message: 'Phải sửa.' }]],
    [
      'what is no fault is left out',
      [null, 7, { field: 7, message }, { field: 'slug' }, { field: 'slug', message: { vi: 'a' } }, { field: 'slug', message: null }],
      [],
    ],
    ['of another refusal none', { closesAt: 5 }, []],
    ['of nothing none', undefined, []],
  ])('%s', (_what, details, faults) => expect(faultsIn(details, 'vi')).toEqual(faults))
})
