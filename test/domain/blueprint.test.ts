import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { BlueprintCell } from '@hoithi/shared/contracts/rules'
import { feasibility, type BankGroup } from '../../server/src/domain/blueprint.ts'
import { drawPaper, type BankEntry } from '../../server/src/domain/paper.ts'

const group = (topic: string, difficulty: number, count: number, kind: BankGroup['kind'] = 'single'): BankGroup => ({
  topic,
  difficulty,
  kind,
  count,
})
const bank = [group('Bầu cử', 1, 10), group('Bầu cử', 2, 5), group('Công đoàn', 1, 4), group('Công đoàn', 1, 2, 'multiple')]

test.each<[name: string, cells: BlueprintCell[], have: number[], spare: number[], feasible: boolean]>([
  ['one cell over everything', [{ count: 20 }], [21], [1], true],
  ['as many as there are', [{ count: 21 }], [21], [0], true],
  ['one too many', [{ count: 22 }], [21], [-1], false],
  [
    'cells apart',
    [
      { count: 8, topic: 'Bầu cử' },
      { count: 6, topic: 'Công đoàn' },
    ],
    [15, 6],
    [7, 0],
    true,
  ],
  ['a topic that the bank has not', [{ count: 1, topic: 'Lao động' }], [0], [-1], false],
  [
    'a cell inside another: what the narrow one needs, the wide one cannot have',
    [
      { count: 14, topic: 'Bầu cử' },
      { count: 2, topic: 'Bầu cử', difficulty: 2 },
    ],
    [15, 5],
    [-1, -1],
    false,
  ],
  [
    'a wide cell gives way where it can',
    [
      { count: 5, topic: 'Công đoàn' },
      { count: 2, kind: 'multiple' },
    ],
    [6, 2],
    [-1, -1],
    false,
  ],
  [
    'and is filled where both fit',
    [
      { count: 4, topic: 'Công đoàn' },
      { count: 2, kind: 'multiple' },
    ],
    [6, 2],
    [0, 0],
    true,
  ],
])('%s', (_name, cells, have, spare, feasible) => {
  const found = feasibility(cells, bank)
  expect(found.cells.map((cell) => cell.have)).toEqual(have)
  expect(found.cells.map((cell) => cell.spare)).toEqual(spare)
  expect(found.feasible).toBe(feasible)
})

describe('feasible', () => {
  const cell = fc.record(
    { count: fc.integer({ min: 1, max: 3 }), topic: fc.constantFrom('A', 'B'), difficulty: fc.integer({ min: 1, max: 2 }) },
    { requiredKeys: ['count'] },
  )
  const groups = fc.uniqueArray(fc.record({ topic: fc.constantFrom('A', 'B'), difficulty: fc.integer({ min: 1, max: 2 }), count: fc.nat(3) }), {
    selector: ({ topic, difficulty }) => `${topic}${difficulty}`,
  })

  it('is said exactly when a paper can be drawn, and no cell then lacks a question', () => {
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 4 }), groups, (cells, some) => {
        const counted = some.map((one): BankGroup => ({ ...one, kind: 'single' }))
        const entries = counted.flatMap(({ topic, difficulty, count }) =>
          Array.from({ length: count }, (_, index): BankEntry => {
            const code = `${topic}${difficulty}-${index}`
            return {
              versionId: code,
              code,
              kind: 'single',
              topic,
              difficulty,
              optionCount: 4,
              promptCount: 0,
              keepOrder: false,
              keepLast: [],
              practice: false,
            }
          }),
        )
        const { feasible, cells: found } = feasibility(cells, counted)
        expect(feasible).toBe(drawPaper('00112233445566778899aabbccddeeff', cells, entries).ok)
        expect(found.every(({ spare }) => spare >= 0)).toBe(feasible)
      }),
      { numRuns: 400 },
    )
  })
})
