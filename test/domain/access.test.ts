import { describe, expect, it, test } from 'vitest'
import { roles } from '@hoithi/shared/contracts/common'
import { may, type Right } from '@hoithi/shared/rights'
import { confinedTo } from '../../server/src/domain/access.ts'

const y = true
const n = false
// right                                  contestant officer setter organiser judge administrator
const table: [Right, boolean, boolean, boolean, boolean, boolean, boolean][] = [
  ['takeAttempts', y, n, n, n, n, n],
  ['seeParticipation', n, y, n, y, y, y],
  ['seeAttempts', n, y, n, y, y, y],
  ['seeCounts', n, n, n, y, y, y],
  ['seeQuestions', n, n, y, y, y, y],
  ['manageQuestions', n, n, y, y, n, y],
  ['manageRounds', n, n, n, y, n, y],
  ['manageUnions', n, n, n, y, n, y],
  ['seeResults', n, n, n, y, y, y],
  ['judge', n, n, n, n, y, y],
  ['seePreflight', n, n, n, y, y, y],
  ['seeAudit', n, n, n, n, y, y],
  ['manageStaff', n, n, n, n, n, y],
]

describe('who may do what', () => {
  for (const [right, ...allowed] of table) {
    test.each(roles.map((role, index) => [role, allowed[index]!] as const))(`${right}: %s %s`, (role, expected) => {
      expect(may(role, right)).toBe(expected)
    })
  }
})

describe('whose view is confined', () => {
  test.each([
    ['officer', 'union', 'union'],
    ['organiser', 'union', null],
    ['judge', 'union', null],
    ['administrator', null, null],
  ] as const)('%s of %s: %s', (role, unionId, root) => {
    expect(confinedTo({ id: 'a', role, unionId })).toBe(root)
  })

  it('an officer without a union sees nothing, never everything', () => {
    expect(confinedTo({ id: 'a', role: 'officer', unionId: null })).toBe('')
  })
})
