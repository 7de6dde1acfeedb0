import { describe, expect, test } from 'vitest'
import { reportReminder } from '../../web/src/desk/rules/report-reminder.ts'

const at = (day: string): number => Date.parse(`${day}T00:00:00+07:00`)
const dayOf = (moment: number): string => {
  const [year, month, day] = new Date(moment + 7 * 3_600_000).toISOString().slice(0, 10).split('-')
  return `${day}/${month}/${year}`
}
const union = { id: 'a', name: 'LĐLĐ huyện A', code: 'A', kind: 'districtFederation', path: '', parentId: null }
const week = { period: at('2021-05-03'), from: at('2021-05-03'), to: at('2021-05-10'), dueAt: at('2021-05-11') }
const words = { contest: 'Ngày hội', dayOf, link: 'https://thi.example/desk/contests/thu/campaign-reports?period=1' }

describe('the reminder for Zalo', () => {
  test('names who is missing, the week, the day and the link', () => {
    const missing = { total: 2, names: ['CĐCS Một', 'CĐCS Hai'] }
    expect(reportReminder({ union, period: week, missing, now: at('2021-05-10') }, words)).toBe(
      [
        'Kính gửi các đồng chí, LĐLĐ huyện A còn thiếu báo cáo đợt thi đua tuần 03/05 – 09/05/2021 (“Ngày hội”) của 2 đơn vị:',
        '1. CĐCS Một',
        '2. CĐCS Hai',
        '',
        'Hạn gửi: hết ngày 10/05/2021.',
        'Số liệu đã có sẵn, chỉ cần viết vài dòng rồi bấm gửi:',
        words.link,
        'Trân trọng cảm ơn!',
      ].join('\n'),
    )
  })

  test.each([
    ['2021-05-10', 'Hạn gửi: hết ngày 10/05/2021.'],
    ['2021-05-11', 'Hạn gửi là hết ngày 10/05/2021, nay đã quá hạn.'],
  ])('on %s it says: %s', (now, line) => {
    expect(reportReminder({ union, period: week, missing: { total: 1, names: ['X'] }, now: at(now) }, words)).toContain(line)
  })

  test('of very many it names the first and counts the others; the report at the end has its name', () => {
    const period = { ...week, period: 'final' as const }
    const text = reportReminder({ union, period, missing: { total: 70, names: ['X'] }, now: at('2021-05-10') }, words)
    expect(text).toContain('… và 69 đơn vị khác')
    expect(text).toContain('báo cáo tổng kết đợt thi đua')
  })
})
