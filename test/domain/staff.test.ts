import { describe, expect, it, test } from 'vitest'
import { confinedTo, sessionGate } from '../../server/src/domain/access.ts'
import { decideStaffChange, INVITATION_MS, invitationState, scopeOf, type StaffFace } from '../../server/src/domain/staff.ts'

const admin: StaffFace = { fullName: 'An', role: 'administrator', unionId: null, disabled: false }
const officer: StaffFace = { fullName: 'Bình', role: 'officer', unionId: 'A', disabled: false }

type Outcome = [action: string, endsSessions: boolean] | string
const changes: [what: string, before: StaffFace, change: Partial<StaffFace>, others: number, outcome: Outcome][] = [
  ['a new name keeps the sessions', officer, { fullName: 'Bình Minh' }, 1, ['changeStaff', false]],
  ['a new role ends them', officer, { role: 'organiser', unionId: null }, 1, ['changeStaff', true]],
  ['a new union ends them', officer, { unionId: 'B' }, 1, ['changeStaff', true]],
  ['disabling ends them', officer, { disabled: true }, 1, ['disableStaff', true]],
  ['enabling ends those of before', { ...officer, disabled: true }, { disabled: false }, 1, ['enableStaff', true]],
  ['nothing is nothing', officer, {}, 1, 'nothing-changed'],
  ['a contestant is no staff', { ...officer, role: 'contestant' }, { role: 'judge' }, 1, 'not-found'],
  ['the last administrator is not disabled', admin, { disabled: true }, 0, 'last-administrator'],
  ['the last administrator is not demoted', admin, { role: 'judge' }, 0, 'last-administrator'],
  ['the last administrator may be renamed', admin, { fullName: 'Ân' }, 0, ['changeStaff', false]],
  ['one of two may be disabled', admin, { disabled: true }, 1, ['disableStaff', true]],
  ['one of two may be demoted', admin, { role: 'judge' }, 1, ['changeStaff', true]],
  ['a disabled administrator may be demoted whoever is left', { ...admin, disabled: true }, { role: 'judge' }, 0, ['changeStaff', true]],
]
test.each(changes)('%s', (_what, before, change, others, outcome) => {
  const decision = decideStaffChange(before, { ...before, ...change }, others)
  expect(decision.ok ? [decision.value.action, decision.value.endsSessions] : decision.reason).toEqual(outcome)
})

describe('the scope of a role', () => {
  it('an officer needs a union, and is confined to it', () => {
    expect(scopeOf('officer', 'A')).toEqual({ ok: true, value: 'A' })
    expect(scopeOf('officer', undefined)).toMatchObject({ ok: false, reason: 'invalid-request' })
    expect(confinedTo({ id: '1', role: 'officer', unionId: 'A' })).toBe('A')
  })
  it('others have none, whatever was asked', () => expect(scopeOf('judge', 'A')).toEqual({ ok: true, value: null }))
})

const invited = { state: 'open' as const, expiresAt: 1_000 + INVITATION_MS }
test.each([
  [invited, 1_000, 'open'],
  [invited, 999 + INVITATION_MS, 'open'],
  [invited, 1_000 + INVITATION_MS, 'expired'],
  [{ ...invited, state: 'used' as const }, 1_000, 'used'],
  [{ ...invited, state: 'revoked' as const }, 1_000 + INVITATION_MS, 'revoked'],
])('an invitation %o is at %d %s', (invitation, now, state) => expect(invitationState(invitation, now)).toBe(state))

test('no session of a disabled account counts, however young', () => {
  expect(sessionGate({ sessionsFrom: 5, disabledAt: null })).toBe(5)
  expect(sessionGate({ sessionsFrom: 5, disabledAt: 9 })).toBe(Number.POSITIVE_INFINITY)
})
