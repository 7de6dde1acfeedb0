import { describe, expect, it, test } from 'vitest'
import type { RoundRules } from '@hoithi/shared/contracts/rules'
import { plainSettings, type Contest, type Round } from '../../server/src/domain/contest.ts'
import { rulesInWords } from '../../server/src/domain/rules-text.ts'
import { roundInWords } from '../../server/src/domain/rules-text-round.ts'
import { plainRules } from '../support/plain-rules.ts'

const contest: Contest = {
  id: 'c',
  slug: 's',
  title: 'Cuộc thi',
  organiser: 'LĐLĐ tỉnh',
  intro: '',
  timeZone: 'Asia/Ho_Chi_Minh',
  opensAt: Date.parse('2021-04-23T00:00:00+07:00'),
  closesAt: Date.parse('2021-05-24T00:00:00+07:00'),
  consent: { version: '1', text: { vi: '', en: '' } },
  state: 'published',
  settings: plainSettings,
  pausedAt: null,
}
const round = (number: number, rules: Partial<RoundRules> = {}, window = { opensAt: contest.opensAt, closesAt: contest.closesAt }): Round => ({
  id: `r${number}`,
  contestId: 'c',
  number,
  title: `Kỳ ${number}`,
  ...window,
  rules: { ...plainRules, ...rules },
  sealedRevision: null,
  practice: false,
})

describe('each choice of the configuration changes what the rules say, in both languages', () => {
  test.each([
    ['number of questions', { blueprint: [{ count: 35 }] }, 'Mỗi đề có 35 câu hỏi', '35 questions'],
    ['minutes', { minutes: 15 }, 'làm trong 15 phút', '15 minutes'],
    ['points', { points: 2.5 }, 'mỗi câu 2,5 điểm, tối đa 10 điểm', '2.5 points a question, 10 at most'],
    ['credit', { multipleCredit: 'partial' }, 'được điểm theo phần', 'part of the points'],
    ['attempts', { attemptsPerRound: 7 }, '7 lượt trong một kỳ', '7 attempts a round'],
    ['first counts', { counts: 'first' }, 'tính lượt đầu tiên', 'the first one counts'],
    ['last counts', { counts: 'last' }, 'tính lượt cuối cùng', 'the last one counts'],
    ['earlier of equals', { bestAmongEquals: 'earlier' }, 'bằng điểm thì lượt thi sớm hơn', 'of equal scores the earlier attempt'],
    ['full time', { atClose: 'fullTime' }, 'được làm đủ thời gian', 'gets its full time'],
    [
      'order of tie-breaks',
      { tieBreaks: ['score', 'submittedAt', 'durationMs'] },
      'điểm cao hơn; rồi nộp bài sớm hơn; rồi thời gian làm bài ngắn hơn',
      'the higher score, then the earlier submission, then the shorter time taken',
    ],
    ['lot', { equals: 'lot' }, 'bốc thăm', 'parted by a lot'],
    ['participants', { prediction: { target: 'participants', closeness: 'nearest' } }, 'dự đoán số người dự thi', 'how many people take part'],
    ['exact', { prediction: { target: 'allCorrectCount', closeness: 'exact' } }, 'chỉ số chính xác', 'only the exact figure counts'],
    ['score later', { showScore: 'afterSeal' }, 'Điểm của từng người hiện sau khi', 'Your score appears after'],
  ] satisfies [string, Partial<RoundRules>, string, string][])('%s', (_name, changes, vi, en) => {
    const before = roundInWords(plainRules)
    const after = roundInWords({ ...plainRules, ...changes })
    expect(after.map((line) => line.vi).join('\n')).toContain(vi)
    expect(after.map((line) => line.en).join('\n')).toContain(en)
    expect(before.map((line) => line.vi).join('\n')).not.toContain(vi)
    expect(before.map((line) => line.en).join('\n')).not.toContain(en)
  })

  it('live scores drop the sentence that hides them, no prediction drops its question', () => {
    const open = roundInWords({ ...plainRules, prediction: null, tieBreaks: ['score'], scoresOnBoards: 'live' })
    expect(open).toHaveLength(roundInWords(plainRules).length - 2)
    expect(open.map((line) => `${line.vi}${line.en}`).join('')).not.toMatch(/dự đoán|rediction|Trước khi niêm phong/)
  })
})

describe('the rules of a contest', () => {
  it('say the half-open window in the contest’s own time', () => {
    expect(rulesInWords(contest, [round(1)])[0]).toEqual({
      vi: 'Cuộc thi mở từ 00:00 23/04/2021 đến trước 00:00 24/05/2021, gồm 1 kỳ thi.',
      en: 'The contest is open from 00:00 23/04/2021 until just before 00:00 24/05/2021, in 1 round.',
    })
  })

  it('follow the time zone of the contest, not of the machine', () => {
    expect(rulesInWords({ ...contest, timeZone: 'UTC' }, [round(1)])[0]?.vi).toContain('từ 17:00 22/04/2021')
  })

  it('tell rules that all rounds share once, and name the round where they differ', () => {
    const shared = rulesInWords(contest, [round(1), round(2)]).map((line) => line.vi)
    const apart = rulesInWords(contest, [round(1), round(2, { minutes: 15 })]).map((line) => line.vi)
    expect(shared.filter((line) => line.startsWith('Mỗi đề'))).toHaveLength(1)
    expect(apart.some((line) => line.startsWith('Kỳ 1 – Mỗi đề') && line.includes('20 phút'))).toBe(true)
    expect(apart.some((line) => line.startsWith('Kỳ 2 – Mỗi đề') && line.includes('15 phút'))).toBe(true)
  })

  const wordsOf = (rounds: Parameters<typeof rulesInWords>[1]): string =>
    rulesInWords(contest, rounds)
      .map(({ vi }) => vi)
      .join('\n')
  it('tell until when results can be disputed, and of practice alone nothing', () => {
    expect(wordsOf([round(1)])).toContain('đến hết ngày thứ 3 sau ngày kết quả kỳ đó được niêm phong lần đầu')
    expect(wordsOf([{ ...round(1), practice: true }])).not.toContain('Khiếu nại')
  })

  it('tell how rounds are summed only where there are several', () => {
    expect(wordsOf([round(1), round(2)])).toContain('cộng điểm các kỳ')
    expect(wordsOf([round(1)])).not.toContain('cộng điểm các kỳ')
  })

  it('are composed text, and every line is told in both languages', () => {
    for (const { vi, en } of rulesInWords(contest, [round(1), round(2)])) {
      expect(vi).toBe(vi.normalize('NFC'))
      expect(vi.length * en.length).toBeGreaterThan(0)
    }
  })
})
