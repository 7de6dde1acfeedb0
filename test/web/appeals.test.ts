import { describe, expect, test } from 'vitest'
import { daysLeft, type DaysLeft } from '../../web/src/desk/rules/days-left.ts'
import { deadlineNote, lastMinute, type DeadlineNote } from '../../web/src/play/appeals/deadline.ts'

const at = (moment: string): number => Date.parse(`2021-05-${moment}+07:00`)

describe('how long a judge has to answer', () => {
  test.each<[now: string, key: DaysLeft['key'], days: number]>([
    ['10T08:00', 'appeals.daysLeft', 5],
    ['15T00:00', 'appeals.daysLeft', 1],
    ['15T00:01', 'appeals.dueToday', 0],
    ['15T23:59', 'appeals.dueToday', 0],
    ['16T00:00', 'appeals.overdueToday', 0],
    ['16T23:59', 'appeals.overdueToday', 0],
    ['17T00:00', 'appeals.overdueBy', 1],
    ['26T12:00', 'appeals.overdueBy', 10],
  ])('by the end of the 15th, at %s', (now, key, days) => expect(daysLeft(at('16T00:00'), at(now))).toEqual({ key, days }))
})

describe('what a phone says of the deadline', () => {
  type Window = Parameters<typeof deadlineNote>[0]
  const window = { opensAt: at('10T08:00'), closesAt: at('15T00:00'), days: 3 }
  test.each<[Window['state'], closesAt: number | null, DeadlineNote]>([
    ['off', null, { key: 'appeals.off', values: {} }],
    ['before', null, { key: 'appeals.before', values: { at: '08:00 10/05/2021' } }],
    ['open', null, { key: 'appeals.notSealed', values: { days: 3 } }],
    ['open', window.closesAt, { key: 'appeals.until', values: { at: '23:59 14/05/2021' } }],
    ['over', window.closesAt, { key: 'appeals.over', values: { at: '23:59 14/05/2021' } }],
  ])('%s, until %s', (state, closesAt, note) => expect(deadlineNote({ ...window, state, closesAt })).toEqual(note))

  test('the midnight that ends a day is named by that day’s last minute', () => expect(lastMinute(at('15T00:00'))).toBe('23:59 14/05/2021'))
})
