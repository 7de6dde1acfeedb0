import { contestDocument, type ContestDocument } from '@hoithi/shared/contracts/contest-desk'
import { describe, expect, it, test } from 'vitest'
import { documentFaults } from '../../server/src/domain/document-faults.ts'
import { wallTime, weekdayOf } from '../../server/src/domain/local-time.ts'
import { questionCount } from '../../server/src/domain/contest.ts'
import { presetContest, presetSummaries, type PresetContest } from '../../server/src/domain/presets.ts'
import { rulesInWords } from '../../server/src/domain/rules-text.ts'

const VIETNAM = 'Asia/Ho_Chi_Minh'
const BERLIN = 'Europe/Berlin'
const DAY = 86_400_000
const ids = presetSummaries.map(({ id }) => id)
const facts = { slugTaken: false, ownRounds: new Set<string>(), unknownUnions: new Set<string>() }

const preset = (id: string, at: string, timeZone = VIETNAM): PresetContest => {
  const found = presetContest(id, Date.parse(at), timeZone)
  if (found === null) throw new Error(`no preset ${id}`)
  return found
}
/** The preset as the document that the desk makes of it, with what only organisers know filled in. */
const documentOf = (made: PresetContest, timeZone: string): ContestDocument => ({
  slug: 'thu-nghiem',
  title: 'Cuộc thi thử nghiệm',
  organiser: 'LĐLĐ tỉnh',
  timeZone,
  intro: '',
  consent: { version: '1', text: { vi: 'Tôi đồng ý để ban tổ chức lưu dữ liệu.', en: 'I agree that the organisers keep my data.' } },
  ...made,
})
const clock = (at: number, timeZone: string): string => new Date(wallTime(at, timeZone)).toISOString().slice(11, 16)
const shown = (at: number, timeZone = VIETNAM): string => new Date(wallTime(at, timeZone)).toISOString().slice(0, 16).replace('T', ' ')

describe('a preset is what its description says', () => {
  test.each([
    // preset, rounds, questions, points, minutes, attempts a round, prediction, tie-breaks, overall
    ['mot-ky', 1, 20, 1, 20, 3, 'nearest allCorrectCount', 4, 'sum'],
    ['mot-luot', 1, 20, 5, 15, 1, 'nearest allCorrectCount', 4, 'sum'],
    ['ba-tuan', 3, 20, 1, 20, 2, 'none', 3, 'sum'],
    ['bon-tuan-du-doan', 4, 20, 1, 20, 2, 'nearest allCorrectCount', 4, 'sum'],
    ['ngay-trong-tuan', 4, 20, 1, 30, 3, 'nearest allCorrectCount', 4, 'sum'],
    ['bon-ky-ngan', 4, 20, 1, 15, 2, 'none', 3, 'sum'],
    ['gio-lam-viec', 4, 20, 1, 20, 2, 'none', 3, 'sum'],
    ['hang-tuan-nhieu-luot', 16, 10, 1, 20, 100, 'exact allCorrectCount', 3, 'none'],
    ['theo-khoi', 2, 20, 1, 20, 2, 'nearest allCorrectCount', 4, 'sum'],
    ['thi-thu', 4, 30, 1, 15, 1, 'none', 3, 'sum'],
  ])('%s', (id, rounds, questions, points, minutes, attempts, asked, tieBreaks, overall) => {
    const made = preset(id, '2026-10-16T18:30+07:00')
    const real = made.rounds.filter(({ practice }) => !practice)
    expect([real.length, made.settings.overall]).toEqual([rounds, overall])
    for (const { rules } of real) {
      const { prediction } = rules
      const predicted = prediction === null ? 'none' : `${prediction.closeness} ${prediction.target}`
      expect([questionCount(rules), rules.points, rules.minutes, rules.attemptsPerRound, predicted, rules.tieBreaks.length]).toEqual([
        questions,
        points,
        minutes,
        attempts,
        asked,
        tieBreaks,
      ])
    }
  })

  it('none is left out above', () => expect(ids).toHaveLength(10))
  it('there is none of another name', () => expect(presetContest('no-such', 0, VIETNAM)).toBeNull())
})

const openings: [name: string, at: string, timeZone: string][] = [
  ['a Friday evening', '2026-10-16T18:30+07:00', VIETNAM],
  ['the last minute of a month', '2026-01-31T23:59+07:00', VIETNAM],
  ['the first moment of a leap day', '2028-02-29T00:00+07:00', VIETNAM],
  ['the day before it', '2028-02-28T07:00+07:00', VIETNAM],
  ['the last evening of a year', '2026-12-31T20:00+07:00', VIETNAM],
  ['a Monday at noon', '2026-11-30T12:00+07:00', VIETNAM],
  ['a Sunday, the last minute', '2026-11-29T23:59+07:00', VIETNAM],
  ['days before clocks go back', '2026-10-21T08:00+02:00', BERLIN],
  ['days before clocks go forward', '2027-03-24T08:00+01:00', BERLIN],
  ['the hour that comes twice', '2026-10-25T02:30+01:00', BERLIN],
  ['days before a midnight that is skipped', '2018-10-30T08:00-03:00', 'America/Sao_Paulo'],
]

describe.each(openings)('for a contest that opens on %s (%s, %s)', (_name, at, timeZone) => {
  const asked = Date.parse(at)

  test.each(ids)('%s is whole: nothing is wrong with it, and it opens within a week, never before', (id) => {
    const document = documentOf(preset(id, at, timeZone), timeZone)
    expect(contestDocument.safeParse(document).error).toBeUndefined()
    expect(documentFaults(document, facts)).toEqual([])
    expect(document.opensAt).toBeGreaterThanOrEqual(asked)
    expect(document.opensAt - asked).toBeLessThan(7 * DAY)
    expect(Math.min(...document.rounds.map((round) => round.opensAt))).toBe(document.opensAt)
    expect(Math.max(...document.rounds.map((round) => round.closesAt))).toBe(document.closesAt)
  })

  test.each(ids)('%s: rounds that count follow each other and do not overlap', (id) => {
    const real = preset(id, at, timeZone).rounds.filter(({ practice }) => !practice)
    for (const [index, round] of real.entries()) {
      const next = real[index + 1]
      if (next !== undefined) expect(next.opensAt).toBeGreaterThanOrEqual(round.closesAt)
    }
  })
})

describe('windows keep their clock times', () => {
  const weekly: [id: string, opens: string, closes: string][] = [
    ['ba-tuan', '07:00', '23:00'],
    ['bon-tuan-du-doan', '00:00', '00:00'],
    ['ngay-trong-tuan', '07:00', '21:00'],
    ['gio-lam-viec', '07:30', '17:30'],
    ['hang-tuan-nhieu-luot', '10:00', '09:00'],
    ['thi-thu', '00:00', '00:00'],
  ]
  const moments = openings.filter(([, at, timeZone]) => timeZone !== 'America/Sao_Paulo' && weekdayOf(wallTime(Date.parse(at), timeZone)) !== 1)
  test.each(weekly)('%s opens on Mondays at %s and closes at %s, through every change of the clocks', (id, opens, closes) => {
    for (const [, at, timeZone] of moments) {
      const made = preset(id, at, timeZone)
      expect(made.rounds.map((round) => clock(round.opensAt, timeZone))).toEqual(made.rounds.map(() => opens))
      expect(made.rounds.map((round) => clock(round.closesAt, timeZone))).toEqual(made.rounds.map(() => closes))
      expect(made.rounds.map((round) => weekdayOf(wallTime(round.opensAt, timeZone)))).toEqual(made.rounds.map(() => 1))
    }
  })

  it('on a Monday at noon a week that began at seven begins at noon, and ends as ever', () => {
    const [first, second] = preset('ba-tuan', '2026-11-30T12:00+07:00').rounds
    expect([first, second].map((round) => [shown(round!.opensAt), shown(round!.closesAt)])).toEqual([
      ['2026-11-30 12:00', '2026-12-06 23:00'],
      ['2026-12-07 07:00', '2026-12-13 23:00'],
    ])
  })

  it('one that may begin on any day begins at the moment itself; the other rounds with their days', () => {
    expect(preset('bon-ky-ngan', '2028-02-28T07:00+07:00').rounds.map((round) => [shown(round.opensAt), shown(round.closesAt)])).toEqual([
      ['2028-02-28 07:00', '2028-03-03 00:00'],
      ['2028-03-03 00:00', '2028-03-07 00:00'],
      ['2028-03-07 00:00', '2028-03-11 00:00'],
      ['2028-03-11 00:00', '2028-03-15 00:00'],
    ])
  })

  it('30 days from the last evening of January end on 2 March', () => {
    const { opensAt, closesAt } = preset('mot-ky', '2026-01-31T23:59+07:00')
    expect([shown(opensAt), shown(closesAt)]).toEqual(['2026-01-31 23:59', '2026-03-02 00:00'])
  })

  it('practice is open as long as the four weeks are', () => {
    const rounds = preset('thi-thu', '2026-10-16T18:30+07:00').rounds
    const practice = rounds.find((round) => round.practice)!
    expect([shown(practice.opensAt), shown(practice.closesAt)]).toEqual(['2026-10-19 00:00', '2026-11-16 00:00'])
  })
})

describe('the rules of every preset read as sentences', () => {
  const one = /\b1 (?:questions|minutes|attempts|rounds|points|hours|prizes|members|unions)\b/
  const many = /(?<![\d.,])(?:[2-9]|\d[\d.,]*\d) (?:question|minute|attempt|round|point|hour|prize|member|union)\b/
  test.each(ids)('%s', (id) => {
    const made = preset(id, '2026-10-16T18:30+07:00')
    const lines = rulesInWords({ ...made, timeZone: VIETNAM }, made.rounds)
    expect(lines.length).toBeGreaterThan(12)
    for (const { vi, en } of lines) {
      for (const text of [vi, en]) {
        expect(text).toMatch(/^[\p{Lu}\d].*\.$/u)
        expect(text).not.toMatch(/undefined|null|NaN|\[object|[{}]| {2}| [,.;:]|\.\.|Infinity/)
        expect(text).toBe(text.normalize('NFC'))
      }
      expect(en).not.toMatch(one)
      expect(en).not.toMatch(many)
    }
    expect(new Set(lines.map(({ vi }) => vi)).size).toBe(lines.length)
  })

  it('of one question, one minute, one attempt and one point too', () => {
    const made = preset('mot-ky', '2026-10-16T18:30+07:00')
    const single = {
      blueprint: [{ count: 1, topic: 'Luật', points: 1 }],
      points: 1,
      minutes: 1,
      attemptsPerRound: 1,
      attemptsPerDay: 1,
      board: 'frozen',
      frozenMinutes: 1,
    } as const
    const rounds = made.rounds.map((round) => ({ ...round, rules: { ...round.rules, ...single, blueprint: [...single.blueprint] } }))
    const prizes = { ...made.settings.prizes, unions: [{ title: 'Giải Nhất', count: 1, value: 1 }], leastMembers: 1, unionMetric: 'rate' as const }
    const settings = { ...made.settings, attemptsPerContest: 1, prizes }
    for (const { en } of rulesInWords({ ...made, settings, timeZone: VIETNAM }, rounds)) expect(en).not.toMatch(one)
  })
})
