import type { InitiativeState } from '@hoithi/shared/contracts/initiatives'
import { describe, expect, test } from 'vitest'
import { planVerdict, type CampaignReport } from '../../server/src/domain/campaign-report.ts'
import { initiativeFigures, readFigures, reportedWorks, type FrozenFigures } from '../../server/src/domain/report-figures.ts'
import type { WorkCell } from '../../server/src/domain/work-counts.ts'
import { figureTable, figureWords } from '../../server/src/formats/campaign-report/figure-lines.ts'

const initiatives = (...counts: [state: InitiativeState, initiatives: number][]) =>
  counts.map(([state, count]) => ({ unionId: 'u', complete: true, day: null, state, initiatives: count, benefit: count * 1_000_000 }))
const works = (...counts: [state: WorkCell['state'], works: number][]) =>
  counts.map(([state, count]): WorkCell => ({ unionId: 'u', kind: 'task', late: false, state, works: count, value: count * 1_000_000 }))

/** What a column of the files says on some lines. */
function lines(figures: FrozenFigures, heading: string, key: number): Record<string, string> {
  const { headings, lines: all } = figureTable(figures, { key })
  const place = headings.indexOf(heading)
  return Object.fromEntries(all.map(({ label, figures: cells }) => [label, figureWords(cells[place]!)]))
}
const people = { memberCount: 40, people: 3, attempts: 4, peopleSoFar: 5, attemptsSoFar: 6 }
const targets = { initiatives: null, benefit: null, works: null }
const WEEK = 1

describe('a step of initiatives and works counts what went beyond it too, as the pages count', () => {
  test.each([
    ['all counted', initiatives(['counted', 20]), { entered: 20, recognised: 20, confirmed: 20, counted: 20, benefit: 20_000_000 }],
    [
      'one at each step, drafts and returned ones entered only',
      initiatives(['draft', 1], ['sent', 1], ['returned', 1], ['recognised', 1], ['confirmed', 1], ['counted', 1]),
      { entered: 6, recognised: 3, confirmed: 2, counted: 1, benefit: 1_000_000 },
    ],
  ])('initiatives: %s', (_, cells, told) => {
    expect(initiativeFigures(cells)).toEqual(told)
  })

  test.each([
    ['all accepted', works(['accepted', 5]), { registered: 5, confirmed: 5, done: 5, accepted: 5, value: 5_000_000 }],
    [
      'one at each step, a returned one registered only',
      works(['registered', 1], ['returned', 1], ['confirmed', 1], ['done', 1], ['accepted', 1]),
      { registered: 5, confirmed: 3, done: 2, accepted: 1, value: 1_000_000 },
    ],
  ])('works: %s', (_, cells, told) => {
    expect(reportedWorks(cells)).toEqual(told)
  })

  test('the files say the same', () => {
    const known = {
      ...{ ...people, scoreSum: 12, allCorrect: 1, untold: null },
      ...{ initiatives: initiativeFigures(initiatives(['counted', 20])), works: reportedWorks(works(['accepted', 5])) },
    }
    expect(lines({ at: 0, known, targets, rollUp: null }, 'Lũy kế đến nay', WEEK)).toMatchObject({
      ...{ 'Sáng kiến đã nhập': '20', 'Sáng kiến đơn vị đã công nhận': '20', 'Sáng kiến được tính': '20' },
      ...{ 'Công trình, phần việc đã đăng ký': '5', 'Công trình, phần việc được duyệt đăng ký': '5' },
      ...{ 'Công trình, phần việc đã làm xong': '5', 'Công trình, phần việc được nghiệm thu': '5' },
    })
  })
})

describe('a report that was sent before its steps were counted together', () => {
  const earlier = {
    ...{ ...people, scoreSum: null, allCorrect: null },
    initiatives: { sent: 1, recognised: 2, confirmed: 3, counted: 4, benefit: 5_000_000 },
    works: { registered: 1, confirmed: 2, done: 3, accepted: 4, value: 6_000_000 },
  }
  const stored = { at: 0, known: earlier, targets, rollUp: { due: 2, reported: 1, figures: earlier } }
  const told = {
    ...{ ...people, scoreSum: null, allCorrect: null, untold: 'notKept' },
    initiatives: { entered: null, recognised: 9, confirmed: 7, counted: 4, benefit: 5_000_000 },
    works: { registered: null, confirmed: 9, done: 7, accepted: 4, value: 6_000_000 },
  }

  test('is read with what it kept, and what it did not keep is unknown', () => {
    const before = structuredClone(stored)
    expect(readFigures(stored)).toEqual({ at: 0, known: told, targets, rollUp: { due: 2, reported: 1, figures: told } })
    expect(stored).toEqual(before)
  })

  test('keeps what it was sent with, also when it is accepted', () => {
    const report = { state: 'sent', edition: 1, figures: stored } as CampaignReport
    const verdict = { verdict: 'accept', reason: '', basedOn: 1, now: 1, actorId: 'p' } as const
    expect(planVerdict(report, verdict)).toMatchObject({ value: { state: 'accepted', figures: stored } })
  })

  test('says so in its files', () => {
    expect(lines(readFigures(stored), 'Lũy kế đến nay', WEEK)).toMatchObject({
      ...{ 'Sáng kiến đã nhập': 'không ghi lúc gửi', 'Sáng kiến được tính': '4' },
      ...{ 'Công trình, phần việc đã đăng ký': 'không ghi lúc gửi', 'Công trình, phần việc đã làm xong': '7' },
    })
  })

  test('figures of now are read as they are', () => {
    const now = readFigures(stored)
    expect(readFigures(now)).toBe(now)
  })
})

describe('why a mean is not told', () => {
  test.each([
    ['a round is not sealed', { scoreSum: null, allCorrect: null, untold: 'notSealed' as const }, 'chưa niêm phong', 'chưa niêm phong'],
    [
      'a part of a week',
      { scoreSum: null, allCorrect: null, untold: 'partWeek' as const },
      'không tính cho tuần không trọn',
      'không tính cho tuần không trọn',
    ],
    ['nobody took part', { people: 0, scoreSum: 0, allCorrect: 0, untold: null }, 'không có lượt thi', '0'],
    ['a sum of no reports', { people: 0, scoreSum: null, allCorrect: null, untold: null }, '', ''],
  ])('%s', (_, part, mean, allCorrect) => {
    const known = { ...people, initiatives: null, works: null, ...part }
    expect(lines({ at: 0, known, targets, rollUp: null }, 'Trong tuần', WEEK)).toMatchObject({
      ...{ 'Điểm trung bình': mean, 'Người trả lời đúng hết': allCorrect },
    })
  })
})
