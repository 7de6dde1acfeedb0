import { describe, expect, it, test } from 'vitest'
import { decideClaim, plainMemberCode, planRoster, type RosterEntry, type RosterFace } from '../../server/src/domain/roster.ts'

const face = (changes: Partial<RosterFace> = {}): RosterFace => ({
  code: 'DV1',
  phone: '0912000001',
  fullName: 'Lò Thị Ánh',
  birthDate: '1990-01-01',
  contestantKind: 'member',
  unionCode: 'T-A-1',
  ...changes,
})
const entry = (id: string, changes: Partial<RosterFace> = {}): RosterEntry => ({ id, ...face(changes) })
const two = [entry('1'), entry('2', { code: 'DV2', phone: '0912000002' })]

test.each<[what: string, before: RosterEntry[], list: Partial<RosterFace>[], changes: [string | null, string][], clashes: number[]]>([
  [
    'an empty roster takes everybody',
    [],
    [{}, { code: 'DV2', phone: null }],
    [
      [null, 'added'],
      [null, 'added'],
    ],
    [],
  ],
  ['the same again changes nothing', two, [{}], [['1', 'unchanged']], []],
  ['known by code, with another name', two, [{ fullName: 'Lò Thị Ảnh' }], [['1', 'changed']], []],
  ['known by code, with another phone', two, [{ phone: '0912000009' }], [['1', 'changed']], []],
  ['known by phone, without a code', two, [{ code: null }], [['1', 'unchanged']], []],
  ['known by phone, with a new code', two, [{ code: 'DV9' }], [['1', 'changed']], []],
  ['known by code, without phone and birth date: both are kept', two, [{ phone: null, birthDate: null }], [['1', 'unchanged']], []],
  ['the code of one and the phone of another', two, [{ phone: '0912000002' }], [], [0]],
  ['one person twice, once by code and once by phone', two, [{ phone: null }, { code: null }], [['1', 'unchanged']], [1]],
])('a list: %s', (_what, before, list, changes, clashes) => {
  const plan = planRoster(before, list.map(face))
  expect([plan.changes.map(({ id, change }) => [id, change]), plan.clashes]).toEqual([changes, clashes])
})

describe('a claim by code', () => {
  const person = { id: 'p', birthDate: '1990-01-01' }
  it.each<[what: string, entry: { birthDate: string | null; accountId: string | null } | null, ok: boolean]>([
    ['the same birth date', { birthDate: '1990-01-01', accountId: null }, true],
    ['claimed by them before', { birthDate: '1990-01-01', accountId: 'p' }, true],
    ['claimed by somebody else', { birthDate: '1990-01-01', accountId: 'q' }, false],
    ['another birth date', { birthDate: '1990-01-02', accountId: null }, false],
    ['no birth date on the list', { birthDate: null, accountId: null }, false],
    ['no such code', null, false],
  ])('%s', (_what, found, ok) => expect(decideClaim(found, person).ok).toBe(ok))
  it('a code as it is typed', () => expect(plainMemberCode(' dv 01 ')).toBe('DV01'))
})
