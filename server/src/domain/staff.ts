import type { Role, StaffRole } from '@hoithi/shared/contracts/common'
import { accept, refuse, type Decision } from './decision.ts'

/** What an administrator may change of a desk account. */
export type StaffFace = { fullName: string; role: Role; unionId: string | null; disabled: boolean }
export type StaffAction = 'disableStaff' | 'enableStaff' | 'changeStaff'

export const INVITATION_MS = 7 * 86_400_000

/** Only an officer is confined to a union, and needs one. */
export function scopeOf(role: StaffRole, unionId: string | undefined): Decision<string | null> {
  if (role !== 'officer') return accept(null)
  return unionId === undefined ? refuse('invalid-request', [{ field: 'unionId', message: 'an officer needs a union' }]) : accept(unionId)
}

/** What a change is called and whether it ends the account's sessions; the last administrator who can log in stays one. */
export function decideStaffChange(
  before: StaffFace,
  after: StaffFace,
  otherAdministrators: number,
): Decision<{ action: StaffAction; endsSessions: boolean }> {
  if (before.role === 'contestant') return refuse('not-found')
  const changed = (field: keyof StaffFace): boolean => before[field] !== after[field]
  const endsSessions = changed('role') || changed('unionId') || changed('disabled')
  if (!endsSessions && !changed('fullName')) return refuse('nothing-changed')
  const administers = (face: StaffFace): boolean => face.role === 'administrator' && !face.disabled
  if (administers(before) && !administers(after) && otherAdministrators === 0) return refuse('last-administrator')
  const action = !changed('disabled') ? 'changeStaff' : after.disabled ? 'disableStaff' : 'enableStaff'
  return accept({ action, endsSessions })
}

/** Whether an invitation can still be used. */
export function invitationState(
  { state, expiresAt }: { state: 'open' | 'used' | 'revoked'; expiresAt: number },
  now: number,
): 'open' | 'expired' | 'used' | 'revoked' {
  return state === 'open' && now >= expiresAt ? 'expired' : state
}
