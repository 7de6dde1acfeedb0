import { describe, expect, test } from 'vitest'
import { dueBy } from '../../server/src/domain/data-request.ts'

const at = (day: string, time: string) => Date.parse(`2021-05-${day}T${time}+07:00`)

// Monday is 10 May 2021.
describe('two working days end', () => {
  test.each([
    ['Monday morning', '10', '08:00:00', '13'],
    ['the last second of Monday', '10', '23:59:59', '13'],
    ['Tuesday', '11', '00:00:00', '14'],
    ['Wednesday: with Friday', '12', '17:00:00', '15'],
    ['Thursday: with Monday', '13', '17:00:00', '18'],
    ['Friday: with Tuesday', '14', '09:00:00', '19'],
    ['Saturday: with Tuesday', '15', '09:00:00', '19'],
    ['Sunday: with Tuesday', '16', '23:59:00', '19'],
  ])('asked on %s', (_when, day, time, end) => expect(dueBy(at(day, time))).toBe(at(end, '00:00:00')))
})
