import { describe, expect, test } from 'vitest'
import { countedDays, figuresBy, figuresOf, targetLines, targetTogether, type InitiativeCell } from '../../server/src/domain/initiative-counts.ts'

const cell = (unionId: string, state: InitiativeCell['state'], initiatives: number, rest: Partial<InitiativeCell> = {}): InitiativeCell => ({
  ...{ unionId, state, initiatives, complete: true, day: null, benefit: 0 },
  ...rest,
})
// T › A › A1, A2; T › B › B1; T › C
const parents = new Map([
  ['T', null],
  ['A', 'T'],
  ['B', 'T'],
  ['C', 'T'],
  ['A1', 'A'],
  ['A2', 'A'],
  ['B1', 'B'],
])
const cells = [
  cell('A1', 'counted', 3, { day: '2021-05-03', benefit: 30 }),
  cell('A2', 'counted', 2, { day: '2021-05-01', benefit: 20 }),
  cell('A2', 'sent', 4, { benefit: 400 }),
  cell('B1', 'counted', 1, { day: '2021-05-03', benefit: 500 }),
  cell('B1', 'returned', 1),
  cell('B', 'confirmed', 1),
]

describe('counts', () => {
  test('what waits is sent, recognised or confirmed; only what is counted has its benefit counted', () => {
    expect(figuresOf(cells)).toEqual({ entered: 12, waiting: 5, counted: 6, benefit: 550 })
  })

  test('go under a key, the most counted first', () => {
    expect(figuresBy(cells, ({ unionId }) => unionId.slice(0, 1))).toEqual([
      { key: 'A', entered: 9, waiting: 4, counted: 5, benefit: 50 },
      { key: 'B', entered: 3, waiting: 1, counted: 1, benefit: 500 },
    ])
    expect(figuresBy(cells, () => null)).toEqual([])
  })

  test('by day, with the sum up to each', () => {
    expect(countedDays(cells)).toEqual([
      { day: '2021-05-01', counted: 2, sum: 2 },
      { day: '2021-05-03', counted: 4, sum: 6 },
    ])
  })

  test('against targets: all below count, ranks are inside the peer group, by share and then by number', () => {
    const target = (unionId: string, peerGroup: string, initiatives: number | null) => ({
      unionId,
      peerGroup,
      initiatives,
      benefit: null,
      works: null,
    })
    const lines = targetLines(cells, [target('A', 'Huyện', 10), target('B', 'Huyện', 1), target('C', 'Huyện', null), target('T', 'Tỉnh', 0)], parents)
    expect(lines.map(({ unionId, rank, counted, share }) => [unionId, rank, counted, share])).toEqual([
      ['B', 1, 1, 1],
      ['A', 2, 5, 0.5],
      ['C', 3, 0, null],
      ['T', 1, 6, null],
    ])
  })

  test('units that did equally well share a rank', () => {
    const target = (unionId: string) => ({ unionId, peerGroup: '', initiatives: 5, benefit: null, works: null })
    const lines = targetLines([cell('A1', 'counted', 1), cell('B1', 'counted', 1)], [target('A'), target('B'), target('C')], parents)
    expect(lines.map(({ unionId, rank }) => [unionId, rank])).toEqual([
      ['A', 1],
      ['B', 1],
      ['C', 3],
    ])
  })
})

describe('targets together', () => {
  const target = (unionId: string, initiatives: number | null) => ({ unionId, initiatives, peerGroup: '', benefit: null, works: null })
  test.each<[string, ReturnType<typeof target>[], number | null]>([
    ['none is set', [], null],
    ['none of initiatives is set', [target('A', null)], null],
    ['units beside each other add up', [target('A', 10), target('B', 5)], 15],
    ['one inside another is part of that one', [target('A', 10), target('A1', 4), target('B1', 3)], 13],
    ['one inside another that has none counts', [target('A', null), target('A1', 4)], 4],
    ['a target of nought is a target', [target('C', 0)], 0],
  ])('%s', (_, targets, sum) => expect(targetTogether(targets, parents)).toBe(sum))
})
