import { describe, expect, it, test } from 'vitest'
import { bankTable, cellsOf, rowOf, type CellRow } from '../../web/src/desk/rules/blueprint-form.ts'

const row = (changes: Partial<CellRow>): CellRow => ({ key: 1, count: '4', topic: '', difficulty: '', kind: '', points: '', ...changes })

test.each<[typed: Partial<CellRow>, cell: object]>([
  [{}, { count: 4 }],
  [
    { count: ' 12 ', topic: 'Bầu cử', difficulty: '3', kind: 'multiple' },
    { count: 12, topic: 'Bầu cử', difficulty: 3, kind: 'multiple' },
  ],
  [{ points: '2,5' }, { count: 4, points: 2.5 }],
  [{ points: '2.50' }, { count: 4, points: 2.5 }],
])('%o is the cell %o, and reads back', (typed, cell) => {
  const { cells, faults } = cellsOf([row(typed)])
  expect([cells, faults]).toEqual([[cell], []])
  expect(cellsOf([rowOf(cells[0]!, 1)]).cells).toEqual(cells)
})

test.each<[Partial<CellRow>, 'count' | 'points']>([
  [{ count: '' }, 'count'],
  [{ count: '0' }, 'count'],
  [{ count: '201' }, 'count'],
  [{ count: '1.5' }, 'count'],
  [{ points: '0' }, 'points'],
  [{ points: '0,333' }, 'points'],
  [{ points: '1001' }, 'points'],
  [{ points: 'hai' }, 'points'],
])('%o is told by its row and field', (typed, field) => {
  expect(cellsOf([row({}), row(typed)]).faults).toEqual([{ number: 2, field }])
})

describe('what the bank holds', () => {
  const bank = [
    { topic: 'A', difficulty: 1, kind: 'single' as const, ready: 3, waiting: 1 },
    { topic: 'A', difficulty: 1, kind: 'multiple' as const, ready: 2, waiting: 0 },
    { topic: 'B', difficulty: 5, kind: 'single' as const, ready: 1, waiting: 0 },
  ]
  it('is summed by topic and difficulty', () => {
    expect(bankTable(bank, '').map(({ topic, levels, total }) => [topic, levels[0]?.ready, levels[4]?.ready, total.ready, total.waiting])).toEqual([
      ['A', 5, 0, 5, 1],
      ['B', 0, 1, 1, 0],
    ])
  })
  it('of one kind', () => expect(bankTable(bank, 'multiple').map(({ total }) => total.ready)).toEqual([2]))
})
