import { describe, expect, test } from 'vitest'
import { deskContestVi } from '../../web/src/lib/text/desk-contest-vi.ts'
import { deskControlsVi } from '../../web/src/lib/text/desk-controls-vi.ts'
import { deskUnionsVi } from '../../web/src/lib/text/desk-unions-vi.ts'
import { deskVi } from '../../web/src/lib/text/desk-vi.ts'
import { fieldWords, valueWords } from '../../web/src/desk/rules/audit-words.ts'
import { laterBy, losingTime, newlyBeside, runState, whyNotLater, type ControlledRound } from '../../web/src/desk/rules/controls.ts'
import { wallWords } from '../../web/src/desk/rules/wall-clock.ts'

const at = (time: string): number => Date.parse(`2021-05-10T${time}+07:00`)
const round: ControlledRound = {
  id: 'k3',
  title: 'Kỳ 3',
  practice: false,
  opensAt: at('07:00'),
  closesAt: at('20:00'),
  phase: 'open',
  running: 0,
  cut: 0,
  frozen: false,
  lateAnswers: null,
}
const contest = { title: 'Hội thi', state: 'published', phase: 'open', pausedAt: null } as const

test.each([
  [{}, null],
  [{ phase: 'before' }, null],
  [{ phase: 'over' }, null],
  [{ phase: 'sealed' }, 'sealed'],
  [{ practice: true }, 'practice'],
] as const)('a round that is %j can be closed later, unless %s', (differing, why) => {
  expect(whyNotLater({ ...round, ...differing }, contest)).toBe(why)
  expect(whyNotLater({ ...round, ...differing }, { state: 'draft' })).toBe('draft')
})

test.each([
  ['open', {}, 0, 'running'],
  ['over, with somebody still at it', { phase: 'over' }, 1, 'running'],
  ['over', { phase: 'over' }, 0, 'idle'],
  ['still to come', { phase: 'before' }, 0, 'idle'],
  ['a draft', { state: 'draft' }, 0, 'idle'],
  ['paused', { pausedAt: at('08:00') }, 3, 'paused'],
  ['over but paused', { phase: 'over', pausedAt: at('08:00') }, 0, 'paused'],
] as const)('a contest that is %s', (_what, differing, running, expected) => {
  expect(runState({ contest: { ...contest, ...differing }, rounds: [{ ...round, running }] })).toBe(expected)
})

test.each([
  ['open all the while', {}, '20:30'],
  ['opened in the pause', { opensAt: at('08:20') }, '20:10'],
  ['closed in the pause', { closesAt: at('08:10') }, '08:40'],
  ['closed before it', { closesAt: at('07:50') }, null],
  ['still to open', { opensAt: at('09:00') }, null],
  ['sealed', { phase: 'sealed' }, null],
] as const)('a round that was %s, in a pause from 08:00 until 08:30, closes at %s', (_what, differing, closes) => {
  const lost = losingTime([{ ...round, ...differing }], at('08:00'), at('08:30'))
  expect(lost.map(({ closesAt }) => closesAt)).toEqual(closes === null ? [] : [at(closes)])
})

test.each([
  ['20:00', '08:00', 30, '20:30'],
  ['20:00', '21:10:40', 30, '21:41'],
  ['20:00', '08:00', 24 * 60, '44:00'],
])('a round that closes at %s, asked at %s for %i minutes more, closes at %s', (closes, now, minutes, expected) => {
  const wanted = expected === '44:00' ? at('20:00') + 86_400_000 : at(expected)
  expect(laterBy(at(closes), at(now), minutes)).toBe(wanted)
})

test.each([
  ['up to the opening of the next round', '21:00', []],
  ['a minute into the next round', '21:01', ['Kỳ 4']],
  ['into the one after that too', '23:00', ['Kỳ 4', 'Kỳ 5']],
])('a later close %s runs beside: %s', (_, closes, titles) => {
  const others = [
    round,
    { ...round, id: 'k2', title: 'Kỳ 2', opensAt: at('06:00') },
    { ...round, id: 'k4', title: 'Kỳ 4', opensAt: at('21:00'), closesAt: at('22:00') },
    { ...round, id: 'k5', title: 'Kỳ 5', opensAt: at('22:00'), closesAt: at('23:00') },
    { ...round, id: 'tt', title: 'Thi thử', practice: true, opensAt: at('21:00'), closesAt: at('23:00') },
  ]
  expect(newlyBeside(round, others, at(closes)).map(({ title }) => title)).toEqual(titles)
})

test('a moment is told on the clock of the contest', () => {
  expect([wallWords(at('00:05'), 'Asia/Ho_Chi_Minh'), wallWords(at('00:05'), 'UTC')]).toEqual(['00:05 10/05/2021', '17:05 09/05/2021'])
})

describe('the audit log in words', () => {
  const texts: Record<string, string> = { ...deskVi, ...deskContestVi, ...deskControlsVi, ...deskUnionsVi }
  const find = (key: string, values: Record<string, string> = {}): string | null =>
    texts[key]?.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '') ?? null

  test.each([
    ['pausedAt', String(at('08:00')), 'Tạm dừng từ', '08:00:00 10/05/2021'],
    ['pausedMs', '5400000', 'Thời gian đã dừng', '1:30:00'],
    ['closes.1.closesAt', String(at('20:00')), 'Giờ đóng kỳ › 1 › Đóng lúc', '20:00:00 10/05/2021'],
    ['1.deadlineAt', String(1e15 + 900_000), '1 › Hạn nộp', 'đứng yên, còn 15:00'],
    ['rounds.2.rules.atClose', 'fullTime', 'Kỳ thi › 2 › Thể lệ › Lượt thi chạm giờ đóng kỳ', 'Được làm đủ số phút'],
    ['rounds.1.practice', 'true', 'Kỳ thi › 1 › Thi thử', 'có'],
    ['timeFor.scope', 'union', 'Cho ai › Phạm vi', 'Một đơn vị và cấp dưới'],
    ['minutes', '15', 'Số phút', '15'],
    ['LC-GD.kind', 'grassrootsUnion', 'LC-GD › Loại', 'Công đoàn cơ sở'],
    ['LC-GD.state', 'closed', 'LC-GD › Trạng thái', 'Đã đóng'],
    ['LC-GD.memberCount', '40', 'LC-GD › Số đoàn viên', '40'],
    ['role', 'judge', 'Vai trò', 'Ban giám khảo'],
    ['neverHeardOf', 'x', 'neverHeardOf', 'x'],
  ])('%s %s', (path, value, field, words) => {
    expect([fieldWords(path, find), valueWords(path, value, find)]).toEqual([field, words])
  })
})
