import { expect, test } from 'vitest'
import { everyDay } from '../../web/src/desk/rules/every-day.ts'

test.each([
  [[], []],
  [[['2021-05-03', 2, 2]], ['2021-05-03 2 2']],
  [
    [
      ['2021-04-29', 2, 2],
      ['2021-05-02', 1, 3],
    ],
    ['2021-04-29 2 2', '2021-04-30 0 2', '2021-05-01 0 2', '2021-05-02 1 3'],
  ],
] as [[string, number, number][], string[]][])('days %j are told whole', (days, told) => {
  const given = days.map(([day, counted, sum]) => ({ day, counted, sum }))
  expect(everyDay(given).map(({ day, counted, sum }) => `${day} ${counted} ${sum}`)).toEqual(told)
})
