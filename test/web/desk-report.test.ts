import { describe, expect, it, test } from 'vitest'
import { changeText } from '../../web/src/desk/rules/change-text.ts'
import { spanWords } from '../../web/src/desk/rules/span-words.ts'
import { sparkPoints } from '../../web/src/desk/rules/spark.ts'
import { zaloText } from '../../web/src/desk/rules/zalo-text.ts'
import { deskDashboardEn } from '../../web/src/lib/text/desk-dashboard-en.ts'
import { deskDashboardVi } from '../../web/src/lib/text/desk-dashboard-vi.ts'

type Report = Parameters<typeof zaloText>[0]
const row = (name: string, people: number, changes: Partial<Report['own']> = {}): Report['own'] => ({
  unionId: name,
  code: name,
  name,
  kind: 'districtFederation',
  path: '',
  memberCount: 1000,
  childCount: 2,
  people,
  attempts: people * 2,
  rate: people / 1000,
  mean: null,
  allCorrect: null,
  peopleBefore: null,
  attemptsBefore: null,
  ...changes,
})
const report = (changes: Partial<Report> = {}): Report => ({
  union: { id: 't', name: 'LĐLĐ tỉnh Lai Châu', kind: 'provincialFederation', path: '', parentId: null },
  period: {
    from: Date.parse('2021-05-03T00:00+07:00'),
    to: Date.parse('2021-05-10T00:00+07:00'),
    roundId: null,
    roundTitle: null,
    running: false,
    compared: null,
  },
  own: row('LĐLĐ tỉnh Lai Châu', 1234, { peopleBefore: 1300, rate: 0.1234 }),
  best: [row('LĐLĐ huyện Sìn Hồ', 700), row('CĐ Viên chức tỉnh', 534, { rate: null })],
  silent: { total: 2, names: ['CĐCS Trường THCS Tả Tổng', 'CĐCS Chi cục Thuế'] },
  sealed: false,
  scoresShown: false,
  ...changes,
})
const dayOf = (at: number): string => new Date(at + 7 * 3_600_000).toISOString().slice(0, 10).split('-').reverse().join('/')
const told = (changes: Partial<Report> = {}): string[] => zaloText(report(changes), { contest: 'Ngày hội của toàn dân', dayOf }).split('\n')

describe('the message for Zalo', () => {
  test('of a week that is over: totals, change, ranking, silent unions, thanks', () => {
    expect(told()).toEqual([
      'Kính gửi các đồng chí, LĐLĐ tỉnh Lai Châu thông báo kết quả tham gia “Ngày hội của toàn dân”, tuần 03/05 – 09/05/2021:',
      '• 1.234 người dự thi (12,3% đoàn viên), 2.468 lượt',
      '• Giảm 66 người so với tuần trước',
      '',
      'Đơn vị có đông người dự thi nhất:',
      '1. LĐLĐ huyện Sìn Hồ: 700 người (70% đoàn viên)',
      '2. CĐ Viên chức tỉnh: 534 người',
      '',
      'Còn 2 đơn vị chưa có người dự thi:',
      '- CĐCS Trường THCS Tả Tổng',
      '- CĐCS Chi cục Thuế',
      '',
      'Trân trọng cảm ơn các đồng chí đã vận động đoàn viên, người lao động tham gia.',
    ])
  })

  test('before the seal it never tells how many had everything right; after it, it does', () => {
    const own = row('LĐLĐ tỉnh', 10, { allCorrect: 7 })
    expect(told({ own }).join('\n')).not.toContain('đúng hết')
    expect(told({ own, sealed: true })).toContain('• Trả lời đúng hết: 7 người')
  })

  test('names ten silent unions and counts the others', () => {
    const names = Array.from({ length: 20 }, (_, index) => `CĐCS ${index + 1}`)
    const lines = told({ silent: { total: 480, names } })
    expect(lines.filter((line) => line.startsWith('- '))).toHaveLength(10)
    expect(lines).toContain('… và 470 đơn vị khác')
  })

  test('a week with nobody at all is still a message', () => {
    const lines = told({ own: row('T', 0, { memberCount: null, rate: null, peopleBefore: 0 }), best: [], silent: { total: 0, names: [] } })
    expect(lines.slice(1, 3)).toEqual(['• 0 người dự thi, 0 lượt', '• Số người bằng tuần trước'])
  })

  test('of a round that still runs it says so, and asks to go on', () => {
    const period = { ...report().period, roundId: 'r', roundTitle: 'Kỳ 3', running: true, compared: { from: 0, to: 1, part: true } }
    const lines = told({ period })
    expect(lines[0]).toContain('Kỳ 3 (số liệu đến lúc này):')
    expect(lines[2]).toBe('• Giảm 66 người so với cùng số ngày của kỳ trước')
    expect(told({ period, own: row('T', 1_310, { peopleBefore: 1_300 }) })[2]).toBe('• Tăng 10 người so với cùng số ngày của kỳ trước')
    expect(told({ own: row('T', 1_310, { peopleBefore: 1_300 }) })[2]).toBe('• Tăng 10 người so với tuần trước')
    expect(lines.at(-1)).toContain('tiếp tục vận động')
  })
})

describe('small words and lines', () => {
  it.each([
    [0, 'minutes', { minutes: 0 }],
    [-5, 'minutes', { minutes: 0 }],
    [1, 'minutes', { minutes: 1 }],
    [3_599_999, 'hoursMinutes', { hours: 1, minutes: 0 }],
    [86_399_000, 'daysHours', { days: 1, hours: 0 }],
    [90_000_000, 'daysHours', { days: 1, hours: 1 }],
  ] as const)('%i ms are %s', (ms, key, values) => expect(spanWords(ms)).toEqual({ key, values }))

  it.each([
    [5, null, null],
    [5, 5, '0'],
    [5, 2, '+3'],
    [2, 5, '−3'],
  ] as const)('%i after %s is a change of %s', (now, before, text) => expect(changeText(now, before, String)).toBe(text))

  it('a small line keeps to the ground without values and reaches the top with the greatest', () => {
    expect([sparkPoints([0, 0], 10, 4), sparkPoints([1, 2, 4], 10, 4), sparkPoints([3], 10, 4), sparkPoints([], 10, 4)]).toEqual([
      '0,4 10,4',
      '0,3 5,2 10,0',
      '0,0',
      '',
    ])
  })

  it('every text is there in both languages with the same places to fill', () => {
    const places = (text: string) => [...text.matchAll(/\{(\w+)(?:\|[^}]*)?\}/g)].map(([, name = '']) => name).sort()
    const en: Record<string, string> = deskDashboardEn
    for (const [key, text] of Object.entries(deskDashboardVi)) expect([key, places(en[key] ?? '')]).toEqual([key, places(text)])
  })
})
