import { expect, test } from 'vitest'
import { newRows } from '../../server/src/domain/new-rows.ts'

test.each([
  ['nothing is there', ['a', 'b'], [], [0, 1]],
  ['one is there', ['a', 'b'], ['a'], [1]],
  ['one stands twice', ['a', 'b', 'a'], [], [0, 1]],
  ['one is there and stands twice', ['a', 'a'], ['a'], []],
] as const)('%s', (_, marks, there, kept) => {
  const rows = marks.map((mark) => ({ mark }))
  expect([...newRows(rows, ({ mark }) => mark, there)].map((row) => rows.indexOf(row))).toEqual(kept)
})
