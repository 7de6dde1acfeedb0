import { describe, expect, it, test } from 'vitest'
import { decideCorrection, maskedPhone, type ContestantFace } from '../../server/src/domain/contestant.ts'
import { decideTry, normaliseResetCode, RESET_CODE_MS, resetCode } from '../../server/src/domain/reset-code.ts'

const NOW = Date.parse('2021-05-04T08:00:00+07:00')
const before: ContestantFace = { fullName: 'Lò Thị Ánh', birthDate: '1990-01-01', contestantKind: 'member' }

test.each<[what: string, change: Partial<ContestantFace>, outcome: string]>([
  ['nothing is nothing', {}, 'nothing-changed'],
  ['another name', { fullName: 'Lò Thị Anh' }, 'ok'],
  ['another kind', { contestantKind: 'officer' }, 'ok'],
  ['another birth date', { birthDate: '1991-01-01' }, 'ok'],
  ['13 years old', { birthDate: '2007-06-01' }, 'invalid-request'],
  ['14 years old', { birthDate: '2007-05-01' }, 'ok'],
  ['121 years old', { birthDate: '1900-01-01' }, 'invalid-request'],
])('a correction to %s', (_what, change, outcome) => {
  const decision = decideCorrection(before, { ...before, ...change }, NOW)
  expect(decision.ok ? 'ok' : decision.reason).toBe(outcome)
})

test('an officer sees the last three digits of a phone', () => expect(maskedPhone('0912345678')).toBe('•••••••678'))

describe('a reset code', () => {
  const codes = Array.from({ length: 300 }, (_, index) =>
    resetCode((BigInt(index) * 0x9e3779b97f4a7c15f39cc0605cedc834n).toString(16).padStart(32, '0')),
  )

  it('has eight characters, none of which looks like another', () => {
    for (const code of codes) expect(code).toMatch(/^[2-9A-HJKMNP-Z]{8}$/)
    expect(codes.join('')).not.toMatch(/[01ILOU]/)
  })
  it('is another one for another seed', () => expect(new Set(codes).size).toBe(codes.length))
  it.each([
    ['abcd 2345', 'ABCD2345'],
    ['ABCD-2345', 'ABCD2345'],
    ['  ＡＢＣＤ２３４５ ', 'ABCD2345'],
  ])('typed as "%s" is %s', (typed, code) => expect(normaliseResetCode(typed)).toBe(code))

  const kept = { tries: 0, expiresAt: NOW + RESET_CODE_MS }
  it.each<[what: string, code: typeof kept | null, now: number, outcome: number | string]>([
    ['the first try counts', kept, NOW, 1],
    ['the fifth try counts', { ...kept, tries: 4 }, NOW, 5],
    ['there is no sixth', { ...kept, tries: 5 }, NOW, 'wrong-code'],
    ['the last millisecond of 24 hours', kept, NOW + RESET_CODE_MS - 1, 1],
    ['after 24 hours', kept, NOW + RESET_CODE_MS, 'wrong-code'],
    ['where none was issued', null, NOW, 'wrong-code'],
  ])('%s', (_what, code, now, outcome) => {
    const decision = decideTry(code, now)
    expect(decision.ok ? decision.value.tries : decision.reason).toBe(outcome)
  })
})
