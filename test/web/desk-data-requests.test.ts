import { expect, test } from 'vitest'
import { timeLeft } from '../../web/src/desk/rules/time-left.ts'

const HOUR = 3_600_000
const NOW = Date.parse('2021-05-10T08:00:00+07:00')

test.each<[hours: number, key: string, n: number]>([
  [72, 'dataRequests.dueIn.days', 3],
  [48, 'dataRequests.dueIn.days', 2],
  [47.9, 'dataRequests.dueIn.hours', 47],
  [0.5, 'dataRequests.dueIn.hours', 0],
  [0, 'dataRequests.late.hours', 0],
  [-47, 'dataRequests.late.hours', 47],
  [-49, 'dataRequests.late.days', 2],
])('a request that is due in %s hours: %s %i', (hours, key, n) => expect(timeLeft(NOW + hours * HOUR, NOW)).toEqual({ key, n }))
